"""Making workbooks: blank or filled, and plain sheets beside them."""
