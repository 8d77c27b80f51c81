"""Personal data in raw files: found by name and by content, dropped, replaced or masked."""
