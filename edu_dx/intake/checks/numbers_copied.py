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
    copied = _with_same_numbers(subject, entity.name, quantities)
    if not copied:
        return _CHECK.passed("すべての数が別の学校や市区町村と同じ、という所はありません。")
    concerned = subject.frame[entity.name].isin([key for keys in copied for key in keys])
    return _CHECK.warning(
        f"数がすべて同じ{'学校' if entity.name == 'school_code' else '団体'}があります（{len(copied)}組）。",
        place=rows_in_words(subject.rows[concerned]),
        values=(" ＝ ".join(name_of_entity(subject, key) for key in keys) for keys in copied),
        guidance="行を写したまま直し忘れていないかを、元の資料で確かめてください。",
    )


def _with_same_numbers(subject: Subject, entity: str, quantities: list[str]) -> list[list[str]]:
    """Groups of keys of schools (or municipalities) whose records are the same but for the key, and telling."""
    records = subject.frame.dropna(subset=quantities, how="all")
    content = [*(name for name in subject.table.key if name != entity), *quantities]
    hashes = pd.util.hash_pandas_object(records[content], index=False)
    whole = hashes.groupby(records[entity]).sum()
    groups: dict[int, list[str]] = defaultdict(list)
    suspects = records[records[entity].isin(whole.index[whole.duplicated(keep=False)])]
    for key, own in suspects.groupby(entity):
        numbers = own[quantities].to_numpy(dtype=float, na_value=_ABSENT)
        if len(set(numbers.ravel()) - {_ABSENT}) >= _FEWEST_NUMBERS and numbers.max() >= _LEAST_NUMBER:
            groups[int(whole[key])].append(str(key))
    return [keys for keys in groups.values() if len(keys) > 1]
