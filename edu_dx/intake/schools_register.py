"""Looking schools up in the register by name, when a file prints no school code."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

import pandas as pd

_FOUNDER = re.compile(r"(?P<founder>.{1,20}?(?:市町村組合|組合|市|町|村|区|都|道|府|県)立)(?=.{2,})")
_VARIANTS = str.maketrans(
    {"ヶ": "ケ", "ヵ": "カ", "髙": "高", "﨑": "崎", "邊": "辺", "邉": "辺", "澤": "沢", "濱": "浜"}
)
_LEAST_COVERAGE = 0.5
_CLOSED = "廃校"


class SchoolsByName:
    """An index of a register (table ``schools``, its latest year) by founder, name and type.

    A file's schools belong to one board as a rule. The founder (足利市立 …) under which most of the file's names
    are found is taken to be it; a name is matched within that founder alone, so that another city's 中央小学校
    is never taken. Where no founder covers half of the names, nothing is matched. A closed school is found, for
    the files of its time, unless an open one has its name.
    """

    def __init__(self, register: pd.DataFrame) -> None:
        latest = register[register["fiscal_year"] == register["fiscal_year"].max()]
        self.codes = set(latest["school_code"])
        self._by_name: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        is_closed = latest["branch"].fillna("") == _CLOSED
        self._add(latest[~is_closed])
        open_names = {
            (own, kind, founder) for (own, kind), codes in self._by_name.items() for founder in codes
        }
        self._add(latest[is_closed], but_not=open_names)

    def _add(self, schools: pd.DataFrame, but_not: Collection[tuple[str, str, str]] = ()) -> None:
        for code, name, kind in zip(
            schools["school_code"], schools["school_name"], schools["school_type"], strict=True
        ):
            founder, own = split_founder(name)
            if (own, kind, founder) not in but_not:
                self._by_name[own, kind][founder].append(code)

    def codes_for(self, schools: Iterable[tuple[str, str]], *, place: str) -> dict[tuple[str, str], str]:
        """Codes of the (name, type) pairs that are found exactly once; ``place`` is text that may name the city."""
        wanted = {school: split_founder(school[0]) for school in schools}
        votes = Counter(
            founder
            for (_, kind), (_, own) in wanted.items()
            for founder in self._by_name.get((own, kind), {})
        )
        named = [founder for founder in votes if founder and founder.removesuffix("立") in place]
        best = max(named or votes, key=lambda founder: votes[founder], default=None)
        tied = best is not None and not named and list(votes.values()).count(votes[best]) > 1
        if best is None or tied or (not named and votes[best] < _LEAST_COVERAGE * len(wanted)):
            best = None
        found = {}
        for school, (founder, own) in wanted.items():
            codes = self._by_name.get((own, school[1]), {}).get(founder or best or "", [])
            if len(codes) == 1:
                found[school] = codes[0]
        return found


def split_founder(name: str) -> tuple[str, str]:
    """A school's name as founder and own name, both normalised: 足利市立北中学校 → (足利市立, 北中学校)."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).translate(_VARIANTS)
    match = _FOUNDER.match(plain)
    return (match["founder"], plain[match.end() :]) if match else ("", plain)
