"""One module a marketplace, with its field table beside it: docs/marketplaces.md shows how to add one."""
