"""What a Word file is made of: package, styles, numbering, text, tables; :mod:`toolkit.ingest.docx` joins them."""
