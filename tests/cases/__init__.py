"""Inputs that went wrong once, file by file, with what is right; they lie beside the corpus."""
