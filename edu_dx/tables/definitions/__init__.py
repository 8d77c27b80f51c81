"""The tables of the workbench, one module per field."""

from edu_dx.tables.definitions import (
    absence,
    assessment,
    calendar,
    counter,
    districts,
    facilities,
    ict,
    members,
    oneroster,
    population,
    schools,
    staff,
    statistics,
    surveys,
    tasks,
)
from edu_dx.tables.schema import Table

TABLES: dict[str, Table] = {
    table.name: table
    for module in (
        schools,
        population,
        counter,
        calendar,
        staff,
        ict,
        absence,
        districts,
        assessment,
        tasks,
        members,
        surveys,
        statistics,
        facilities,
        oneroster,
    )
    for table in module.TABLES
}
