"""What each table is: columns, types, units, security class and codes."""

from edu_dx.tables.definitions import TABLES
from edu_dx.tables.schema import CodeSystem, Column, ColumnType, Handling, SecurityClass, Table

__all__ = ["TABLES", "CodeSystem", "Column", "ColumnType", "Handling", "SecurityClass", "Table"]
