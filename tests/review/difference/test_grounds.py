from edu_dx.review.difference.contents import Contents
from edu_dx.review.difference.grounds import changed_grounds
from edu_dx.review.difference.result import Condition, DataChange
from edu_dx.run.record import ParameterValue, TableState
from tests.review.difference.samples import number, record, run


def parameter(name: str, label: str, value: object) -> ParameterValue:
    return ParameterValue(name=name, label=label, value=value)


def enrolment(fingerprint: str, records: int = 1980) -> TableState:
    return TableState(name="enrolment", label="児童生徒数", fingerprint=fingerprint, records=records)


def test_a_repetition_has_the_same_grounds() -> None:
    assert changed_grounds(run(), run(record=record(id="enrolment-2025-city-02", seconds=99))).nothing


def test_parameters_are_told_by_their_labels() -> None:
    old = record(parameters=[parameter("year", "対象年度", 2024), parameter("school", "学校", None)])
    new = record(
        parameters=[parameter("year", "対象年度", 2025), parameter("school", "学校", "B1")], unit="あおば小"
    )
    found = changed_grounds(run(record=old), run(record=new))
    assert found.conditions == (
        Condition("対象", "全市", "あおば小"),
        Condition("対象年度", "2024", "2025"),
        Condition("学校", "空欄", "B1"),
    )


def test_a_parameter_may_be_new_or_gone() -> None:
    old, new = (
        record(parameters=[parameter("a", "前の", 1)]),
        record(parameters=[parameter("b", "新しい", 2)]),
    )
    found = changed_grounds(run(record=old), run(record=new))
    assert set(found.conditions) == {Condition("前の", "1", "なし"), Condition("新しい", "なし", "2")}


def test_tables_are_named_with_their_records() -> None:
    births = TableState(name="births", label="出生数", fingerprint="sha256:1", records=15)
    old, new = record(tables=[enrolment("sha256:a")]), record(tables=[enrolment("sha256:b", 2010), births])
    assert changed_grounds(run(record=old), run(record=new)).data == (
        DataChange("児童生徒数", "changed", "1,980 件 → 2,010 件"),
        DataChange("出生数", "added", "15 件"),
    )
    assert changed_grounds(run(record=new), run(record=old)).data[0] == DataChange(
        "出生数", "removed", "15 件"
    )


def test_changed_code_is_named_by_cell_and_heading() -> None:
    found = changed_grounds(run(number(1)), run(number(1), code="show()\ncheck()\n"))
    (code,) = found.code
    assert (code.cell, code.heading, code.presence) == ("cell-pupils", "結果を見る", "changed")
    assert (code.added_lines, code.removed_lines) == (1, 0)
    assert found.calculation_changed


def test_cells_that_came_and_went_are_code_too() -> None:
    found = changed_grounds(run(number(1)), run(number(1, "other")))
    assert [(code.cell, code.presence) for code in found.code] == [
        ("cell-pupils", "removed"),
        ("cell-other", "added"),
    ]


def test_metrics_are_named_by_module() -> None:
    found = changed_grounds(run(), run(record=record(metrics={"metrics.progression": "sha256:02"})))
    assert found.metrics == ("計算の定義「progression」",)
    assert found.calculation_changed


def test_a_run_that_recorded_no_metrics_leaves_them_open() -> None:
    found = changed_grounds(run(record=record(metrics={})), run())
    assert not found.metrics_known
    assert not found.calculation_changed


def test_another_template_with_the_same_code_calculates_the_same_way() -> None:
    other = record(template_fingerprint="sha256:other")
    assert changed_grounds(run(), run(record=other)).only_template_texts
    without_code = changed_grounds(Contents(record(), ()), Contents(other, ()))
    assert without_code.calculation_changed
