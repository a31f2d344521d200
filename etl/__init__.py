"""The OCOP warehouse: from a province's report to the star, each step in the module named for it."""
