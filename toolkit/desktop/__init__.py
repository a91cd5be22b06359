"""The desktop around workbooks: entries in the menus of file managers, and opening files where people read them."""
