"""The readers that a OneRoster set needs."""

from __future__ import annotations

from edu_dx.intake.layout import Reader
from edu_dx.intake.readers.oneroster import TABLE_OF_FILE, OneRosterReader
from edu_dx.intake.readers.oneroster_enrolment import RosterEnrolmentReader
from edu_dx.intake.readers.oneroster_set import RosterSet


def readers_of_set(roster: RosterSet, table: str | None) -> tuple[Reader, ...]:
    """The readers of the files of one set, bound to it; those of one table where the user asks for it alone.

    What is told of the whole set is told with its first file.
    """
    files = [file for file in TABLE_OF_FILE if file in roster.files]
    readers = (
        *(OneRosterReader(file, roster, roster.remarks if file == files[0] else ()) for file in files),
        RosterEnrolmentReader(roster),
    )
    return tuple(reader for reader in readers if table in (None, reader.table.name))
