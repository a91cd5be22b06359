"""Many filings into one: roster, reading in bulk, adding up, and what is late, missing, wrong or counted twice."""
