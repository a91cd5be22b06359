"""xl-report: one statutory form as data; the workbook that gathers it, the checks on it, the report that it becomes."""

__version__ = "0.2.0"
