"""Reports: one document from an executed notebook, written as web page, PDF and workbook."""

from edu_dx.report.write import FORMATS, write_report, write_reports

__all__ = ["FORMATS", "write_report", "write_reports"]
