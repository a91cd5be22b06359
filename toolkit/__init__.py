"""xl-report: one statutory form as data; the workbook that gathers it, the checks that guard it, the report that publishes it."""

__version__ = "0.1.0"
