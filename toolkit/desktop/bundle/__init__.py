"""The folder for computers without internet: the program with all that it needs, and what people open there."""
