"""The report as blocks, before any file format."""
