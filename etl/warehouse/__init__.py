"""The star: its tables, migrations, reference data, merges and the embedded server."""
