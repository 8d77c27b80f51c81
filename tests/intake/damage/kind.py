"""What a kind of damage is, and how one is declared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.intake.damage.judged import Outcome
from tests.intake.damage.twin import Dice, Holds, Role, Twin

Damage = Callable[[Twin, Dice], None]
Applies = Callable[[Twin], bool]

ALL_FORMS = ("csv", "xlsx", "xls")
TEXT = ("csv",)
WORKBOOKS = ("xlsx", "xls")
XLSX = ("xlsx",)


@dataclass(frozen=True)
class Kind:
    """A kind of damage.

    Args:
        label: what happened to the file, in Japanese.
        becomes: what the intake makes of it; a worse outcome fails the test, and so does a better one.
        damage: does it to a twin, and says in the twin what the file holds now.
        applies: whether a file can be damaged so at all.
        forms: the forms of files that can.
        but: other outcomes, by the shape of the file.
    """

    label: str
    becomes: Outcome
    damage: Damage
    applies: Applies
    forms: tuple[str, ...]
    but: Mapping[str, Outcome]

    @property
    def name(self) -> str:
        return self.damage.__name__

    def outcome_of(self, twin: Twin) -> Outcome:
        return self.but.get(twin.shape, self.becomes)


KINDS: list[Kind] = []


def kind(
    label: str,
    becomes: Outcome,
    *,
    applies: Applies = lambda twin: True,
    forms: tuple[str, ...] = ALL_FORMS,
    but: Mapping[str, Outcome] | None = None,
) -> Callable[[Damage], Damage]:
    """Declare the function below as a kind of damage."""

    def declare(damage: Damage) -> Damage:
        KINDS.append(Kind(label, becomes, damage, applies, forms, but or {}))
        return damage

    return declare


def has_numbers(twin: Twin) -> bool:
    return bool(twin.number_cells())


def has_whole_numbers(twin: Twin) -> bool:
    return any(isinstance(record.values[name], int) for record, name in twin.number_cells())


def has_totals(twin: Twin) -> bool:
    return bool(twin.of(Role.TOTAL))


def has_titles(twin: Twin) -> bool:
    return bool(twin.of(Role.TITLE))


def has(*holds: Holds) -> Applies:
    return lambda twin: bool(twin.columns_of(*holds))


def of_shapes(*shapes: str) -> Applies:
    return lambda twin: twin.shape in shapes


def not_of_shapes(*shapes: str) -> Applies:
    return lambda twin: twin.shape not in shapes


def both(*conditions: Applies) -> Applies:
    return lambda twin: all(condition(twin) for condition in conditions)
