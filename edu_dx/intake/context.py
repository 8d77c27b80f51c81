"""What the reading of a file rests on beside the file itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from edu_dx.intake.personal.pseudonyms import throwaway_pseudonyms
from edu_dx.intake.stored import NothingStored, StoredTables


@dataclass(frozen=True)
class OwnMunicipality:
    """The municipality whose board takes the file in: six-digit code, name and prefecture."""

    code: str
    name: str
    prefecture: str


@dataclass(frozen=True)
class Context:
    """What the reading of a file rests on beside the file itself.

    Args:
        fiscal_year: the year that the user says the file is about; None where the file has to say it.
        register: frame of table ``schools``, for looking up school codes by name; its latest year counts.
        pseudonym: what stands for a person's key; equal keys have equal pseudonyms. By default they are equal
            within one process alone, so that nothing can be linked by them.
        assumed_year: the year of files that say nowhere when they hold, and the receipt tells it; None refuses them.
        hidden_sheets: whether hidden sheets are read as well.
        municipality: whose tables those are that name no municipality.
        stored: the tables already taken in, which the file is compared with.
    """

    fiscal_year: int | None = None
    register: pd.DataFrame | None = None
    pseudonym: Callable[[str], str] = field(default_factory=throwaway_pseudonyms)
    assumed_year: int | None = None
    hidden_sheets: bool = False
    municipality: OwnMunicipality | None = None
    stored: StoredTables = field(default_factory=NothingStored)
