"""How a seal is attached to a report of each format, and found again."""
