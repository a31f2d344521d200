"""The way the warehouse's schema came about: one file a step, forward only, applied by `database.migrate()`.

To change a table: change tables.py, add the next step to versions/ with the same change in SQL, and run the tests of
the warehouse, which compare the two. Views and functions are no steps: they are the files of sql/.
"""
