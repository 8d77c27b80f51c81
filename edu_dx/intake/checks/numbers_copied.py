"""Whether two schools or municipalities have the very same numbers, as after a copied row."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from edu_dx.intake.checks.names import name_of_entity
from edu_dx.intake.checks.subject import Subject
from edu_dx.intake.checks.wording import rows_in_words
from edu_dx.intake.findings import Check, Finding, Stage

_CHECK = Check("numbers_copied", Stage.KEYS)
_FEWEST_NUMBERS = 4
_LEAST_NUMBER = 10
_ABSENT = -1.0


def check_numbers_copied(subject: Subject) -> Finding:
    """Compare what each school has as a whole: four different numbers, one of them at least 10, are no chance."""
    entity, quantities = subject.entity, [column.name for column in subject.quantities]
    if entity is None or not quantities:
        return _CHECK.not_applicable("学校や市区町村ごとの数の表ではありません。")
    others = [name for name in subject.table.key if name != entity.name]
    wide = subject.frame.set_index([entity.name, *others])[quantities].stack().unstack([*others, None])
    filled = pd.DataFrame(wide).astype("Float64").fillna(_ABSENT)
    numbers = filled.itertuples(index=False, name=None)
    groups: dict[tuple[float, ...], list[str]] = defaultdict(list)
    for key, row in zip(wide.index, numbers, strict=True):
        if len(set(row) - {_ABSENT}) >= _FEWEST_NUMBERS and max(row) >= _LEAST_NUMBER:
            groups[tuple(row)].append(str(key))
    copied = [keys for keys in groups.values() if len(keys) > 1]
    if not copied:
        return _CHECK.passed("すべての数が別の学校や市区町村と同じ、という所はありません。")
    concerned = subject.frame[entity.name].isin([key for keys in copied for key in keys])
    return _CHECK.warning(
        f"数がすべて同じ{'学校' if entity.name == 'school_code' else '団体'}があります（{len(copied)}組）。",
        place=rows_in_words(subject.rows[concerned]),
        values=(" ＝ ".join(name_of_entity(subject, key) for key in keys) for keys in copied),
        guidance="行を写したまま直し忘れていないかを、元の資料で確かめてください。",
    )
