"""Empty workbooks, one per table, for sections that have no system to export from."""
