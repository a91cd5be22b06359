"""What was published, held against the workbook that it was made of."""
