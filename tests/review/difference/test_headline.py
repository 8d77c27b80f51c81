from edu_dx.review.difference.compare import difference
from edu_dx.review.difference.contents import Contents
from edu_dx.run.record import ParameterValue, TableState
from tests.review.difference.samples import (
    FINDING,
    SCHOOLS,
    YEARS,
    blocks,
    check,
    figure,
    number,
    record,
    run,
    table,
)


def headline(old: Contents, new: Contents, since: str = "前回") -> str:
    return difference(old, new, since=since).headline


def test_nothing_changed() -> None:
    assert (
        headline(run(), run())
        == "前回から: 結果も文章も変わっていません。資料と計算のしかたは変わっていません。"
    )


def test_the_changes_are_counted_by_kind() -> None:
    new = [number(8395), blocks()[1], table(SCHOOLS), figure(YEARS, "<svg>後</svg>"), check(True)]
    told = headline(
        run(), run(*new, finding=FINDING.replace("8,410", "8,395"), record=record(versions={"pandas": "3.2"}))
    )
    assert told == (
        "前回から: 数値1件・図1件・文章1件が変わりました。資料と計算のしかたは変わっていません。"
        "ソフトの版が違います（pandas 3.1.0 → 3.2）。"
    )


def test_results_that_changed_for_no_reason_are_pointed_out() -> None:
    told = headline(run(), run(number(8395), *blocks()[1:]))
    assert told.endswith("条件もソフトの版も同じです。結果だけが変わった理由を確かめてください。")


def test_changed_conditions_come_first() -> None:
    old = record(parameters=[ParameterValue(name="fiscal_year", label="対象年度", value=2024)])
    told = headline(run(number(8768), record=old), run(number(8410)), "昨年度の承認済みの報告")
    assert told.startswith(
        "昨年度の承認済みの報告から: 条件が違います（対象年度 2024 → 2025）。数値1件が変わりました。"
    )


def test_changed_data_is_named_and_findings_that_did_not_follow_are_told() -> None:
    replaced = TableState(name="enrolment", label="児童生徒数", fingerprint="sha256:b", records=1)
    told = headline(run(), run(number(8395), *blocks()[1:], record=record(tables=[replaced])))
    assert told == (
        "前回から: 数値1件が変わりました。資料（児童生徒数）が変わっています。計算のしかたは変わっていません。"
        "所見は前のままです。"
    )


def test_changed_calculation() -> None:
    told = headline(run(), run(code="show(1)\n"))
    assert told.endswith("計算のしかたが変わっています。資料は変わっていません。")


def test_a_check_that_fails_now_is_named() -> None:
    assert "確かめ「合計が合う」が要確認になりました。" in headline(run(), run(*blocks()[:-1], check(False)))


def test_added_and_removed_results_are_counted_apart() -> None:
    told = headline(run(*blocks()[:2]), run(blocks()[0], table(SCHOOLS), check(True)))
    assert "結果2件が加わり、1件がなくなりました。" in told


def test_a_change_that_rounding_hides_is_no_change_of_a_number() -> None:
    told = headline(run(number(8410.1)), run(number(8410.2)))
    assert "1件は表示が同じで、丸める前の値だけが変わりました。" in told
    assert "数値1件" not in told


def test_words_of_the_template_are_not_the_students() -> None:
    told = headline(run(), run(intro="10年先までです。", record=record(template_fingerprint="sha256:other")))
    assert "説明文1件が変わりました。" in told
    assert "ひな形は新しくなりましたが、計算のセルは同じです。" in told
