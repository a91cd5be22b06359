"""The ledger: the requests behind a year's figures, one a row, with their clocks."""
