"""Why a document was read as it was: its own facts and each figure in plain words, for a terminal and as a page.

Nothing here decides what is read.
"""
