"""Builds the folder for computers without internet: the program with all that it needs, and its guide and blanks."""
