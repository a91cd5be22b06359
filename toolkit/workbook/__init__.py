"""The workbook that gathers a filing: openpyxl lives here only."""
