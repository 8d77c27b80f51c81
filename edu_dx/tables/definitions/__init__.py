"""The tables of the workbench, one module per field."""

from edu_dx.tables.definitions import counter, population, schools
from edu_dx.tables.schema import Table

TABLES: dict[str, Table] = {
    table.name: table for module in (schools, population, counter) for table in module.TABLES
}
