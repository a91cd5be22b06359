"""The ledger: the rows behind a year's figures, of requests with their clocks, and of the form's other registers."""
