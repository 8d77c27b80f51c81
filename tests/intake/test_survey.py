"""Exports of questionnaires, as Google Forms, Microsoft Forms and others write them. All answers are invented."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from edu_dx.errors import UserError
from edu_dx.intake import Intake, read_file
from edu_dx.tables import Handling

Write = Callable[..., Path]
GOOGLE = [
    "タイムスタンプ",
    "メールアドレス",
    "お子さまの学年",
    "受け取りたい方法（複数選択）",
    "行事に満足していますか",
    "ご意見",
]
WAYS = ["電話", "メール, アプリ", "紙", "電話, 紙", "メール", "アプリ, 紙"]


def google_rows(count: int = 30) -> list[list[object]]:
    return [
        [
            f"2025/10/{n % 28 + 1:02d} 9:05:00",
            f"kaku{n}@example.jp",
            f"{n % 6 + 1}年生",
            WAYS[n % len(WAYS)],
            ["満足", "不満"][n % 2],
            f"連絡が早くて助かります{n}。担任の山田先生に感謝します。" if n % 3 == 0 else "",
        ]
        for n in range(count)
    ]


def by_table(path: Path) -> dict[str, Intake]:
    return {intake.table: intake for intake in read_file(path)}


def test_each_answer_is_a_row(write_csv: Write) -> None:
    found = by_table(write_csv("連絡方法アンケート（回答）.csv", [GOOGLE, *google_rows()]))
    answers = found["survey_answers"].frame
    assert (answers["question"] == GOOGLE[4]).sum() == 30
    several = answers[answers["is_multiple"]]
    assert set(several["answer"]) == {"電話", "メール", "アプリ", "紙"}
    assert (several["answer"] == "紙").sum() == 15
    assert set(answers["fiscal_year"]) == {2025}
    assert answers["respondent"].nunique() == 30


def test_free_text_is_masked_and_leads_back_to_nobody(write_csv: Write) -> None:
    found = by_table(write_csv("アンケート.csv", [GOOGLE, *google_rows()]))
    texts = found["free_texts"].frame
    assert len(texts) == 10
    assert not texts["text"].str.contains("山田").any()
    assert texts["text"].is_monotonic_increasing
    assert "respondent" not in texts
    assert not found["survey_answers"].frame["answer"].str.contains("助かります").any()
    receipt = found["free_texts"].receipt
    assert (receipt.rows_in, receipt.rows_ok, receipt.rows_rejected, receipt.rows_not_data) == (31, 10, 0, 21)


def test_what_tells_who_answered_is_dropped_and_told(write_csv: Write) -> None:
    header = [
        "回答者番号",
        "回答日時",
        "氏名",
        "生まれ年",
        "年齢",
        "年代",
        "世帯年収",
        "Q1 満足していますか",
        "Q2 利用した施設",
    ]
    rows = [
        [
            n,
            "2025-06-01 10:00:00",
            "架空太郎",
            1980 + n % 9,
            30 + n % 9,
            "30代",
            "500万円未満",
            "はい",
            "図書館",
        ]
        for n in range(20)
    ]
    intake = by_table(write_csv("利用調査.csv", [header, *rows]))["survey_answers"]
    handled = {column.header: column.handling for column in intake.receipt.handled_columns}
    assert handled == {
        "回答者番号": Handling.PSEUDONYMISE,
        "氏名": Handling.DROP,
        "生まれ年": Handling.DROP,
        "年齢": Handling.DROP,
        "世帯年収": Handling.DROP,
    }
    assert set(intake.frame["question_id"]) == {"列F", "Q1", "Q2"}
    assert not intake.frame["respondent"].isin([str(n) for n in range(20)]).any()


def test_a_person_who_answers_twice_has_two_sheets(write_csv: Write) -> None:
    header = ["会員ID", "回答日時", "Q1 満足していますか", "Q2 また来たいですか"]
    rows = [[person, "2025-06-01 10:00:00", "はい", "いいえ"] for person in ("A1", "A2", "A1", "A1")]
    intake = by_table(write_csv("アンケート.csv", [header, *rows]))["survey_answers"]
    assert (len(intake.frame), intake.receipt.rows_rejected) == (8, 0)
    first = intake.frame["respondent"].iloc[0]
    assert set(intake.frame["respondent"]) >= {first, f"{first}-2", f"{first}-3"}
    assert any("2行" in warning for warning in intake.receipt.warnings)


def test_columns_of_marks_are_held_against_the_answers(write_csv: Write) -> None:
    header = ["回答番号", "回答日時", "移動手段ALL", "徒歩", "バス", "満足度"]
    rows: list[list[object]] = [
        [n, "2025-06-01 10:00", *[("徒歩\n", 1, 0), ("バス\n", 0, 1), ("徒歩\nバス\n", 1, 1)][n % 3], "満足"]
        for n in range(60)
    ]
    rows[0][4] = 1
    intake = by_table(write_csv("移動アンケート.csv", [header, *rows]))["survey_answers"]
    assert (intake.frame["answer"] == "バス").sum() == 40
    assert set(intake.frame["question"]) == {"移動手段ALL", "満足度"}
    assert any("1行で一致しません（2行目" in warning for warning in intake.receipt.warnings)


def test_words_among_the_options_are_kept_apart(write_csv: Write) -> None:
    header = ["タイムスタンプ", "知ったきっかけは何ですか", "また来たいですか"]
    rows = [["2025-06-01 10:00", "広報" if n % 2 else "友人", "はい"] for n in range(40)]
    rows[7][1] = "隣に住んでいる山田さんが回覧板で教えてくれたので来ました"
    found = by_table(write_csv("来館者アンケート.csv", [header, *rows]))
    assert (found["survey_answers"].frame["answer"] == "その他（自由記述）").sum() == 1
    (text,) = found["free_texts"].frame["text"]
    assert "山田" not in text


@pytest.mark.parametrize(
    "header", [["日時", "端末", "操作"], ["受付日時", "窓口番号", "用件"], ["更新日時", "施設", "担当"]]
)
def test_logs_are_no_questionnaires(write_csv: Write, header: list[str]) -> None:
    rows = [["2025-06-01 10:00", "甲", "乙"]] * 20
    with pytest.raises(UserError):
        read_file(write_csv("記録.csv", [header, *rows]), table="survey_answers")
