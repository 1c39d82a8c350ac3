"""Every figure as a workbook."""
