"""Lists that other systems exported, read into the rows of a ledger."""
