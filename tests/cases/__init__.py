"""Inputs that went wrong once, file by file, with what is right; they are beside the corpus."""
