"""The way the warehouse's schema came about: one file a step, forward only, applied by `database.migrate()`."""
