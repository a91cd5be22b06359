"""Rounds of review, signed; and what was published: held against its workbook, corrected, signed by certificate."""
