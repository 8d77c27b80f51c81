"""The tables of the workbench, one module per field."""

from edu_dx.tables.definitions import (
    absence,
    calendar,
    counter,
    ict,
    population,
    schools,
    staff,
)
from edu_dx.tables.schema import Table

TABLES: dict[str, Table] = {
    table.name: table
    for module in (schools, population, counter, calendar, staff, ict, absence)
    for table in module.TABLES
}
