"""Findings on the cells of a fresh copy."""
