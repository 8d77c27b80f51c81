"""Columns of unknown files: matched to tables, asked about, remembered, and compared with last time's."""
