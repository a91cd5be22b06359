"""What a PDF's pages show: signs, rules, lines, tables, paragraphs. :mod:`toolkit.ingest.pdf` runs them apart."""
