"""An open Excel as a source of cells, through the open-source part of xlwings; imported only by ``xl-report live``."""
