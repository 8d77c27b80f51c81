"""Reports: one document from an executed notebook, written as web page, PDF and workbook."""
