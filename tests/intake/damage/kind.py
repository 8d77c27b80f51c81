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
        becomes: what the intake makes of it; any other outcome fails the test, a better one too. ``TOLD`` stands for
            whatever loses nothing without a word.
        damage: does it to a twin, and says in the twin what the file holds now.
        applies: whether a file can be damaged so at all.
        forms: the forms of files that can.
        but: other outcomes, by the shape of the file.
        refusable: whether a file damaged so may be refused as a whole though ``becomes`` says something else.
    """

    label: str
    becomes: Outcome
    damage: Damage
    applies: Applies
    forms: tuple[str, ...]
    but: Mapping[str, Outcome]
    refusable: bool

    @property
    def name(self) -> str:
        return self.damage.__name__

    def allows(self, outcome: Outcome, twin: Twin) -> bool:
        """Whether a twin that was damaged so may come to ``outcome``."""
        becomes = self.but.get(twin.shape, self.becomes)
        if outcome is becomes:
            return True
        return self.refusable if outcome is Outcome.REFUSED else becomes is Outcome.TOLD


KINDS: list[Kind] = []


def kind(
    label: str,
    becomes: Outcome,
    *,
    applies: Applies = lambda twin: True,
    forms: tuple[str, ...] = ALL_FORMS,
    but: Mapping[str, Outcome] | None = None,
    refusable: bool = False,
) -> Callable[[Damage], Damage]:
    """Declare the function below as a kind of damage."""

    def declare(damage: Damage) -> Damage:
        KINDS.append(Kind(label, becomes, damage, applies, forms, but or {}, refusable))
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
