"""A landed page of a marketplace -> listing rows, each value with its raw text."""
