from edu_dx.review.difference.compare import difference
from edu_dx.review.difference.plain import difference_text, marked_lines
from edu_dx.review.difference.words import changed_words
from edu_dx.run.record import ParameterValue
from tests.review.difference.samples import (
    FINDING,
    SCHOOLS,
    YEARS,
    blocks,
    check,
    count,
    figure,
    number,
    record,
    run,
    table,
    text,
)


def test_a_round_is_read_in_one_go() -> None:
    new = [
        number(8395, note="速報値です。"),
        blocks()[1],
        table([["あおば小", 330, 12], ["みどり小", 210.2, 6], ["こだま小", 80, 6]]),
        figure(YEARS, "<svg>後</svg>"),
        check(False),
    ]
    found = difference(
        run(),
        run(*new, code="show(1)\n", finding=FINDING.replace("8,410", "8,395") + "\n- 教室は足ります。"),
    )
    assert difference_text(found) == (
        """\
前回から: 数値1件・表1件・図1件・確かめ1件・文章2件が変わりました。確かめ「合計が合う」が要確認になりました。計算のしかたが変わっています。資料は変わっていません。

計算　「結果を見る」のセル cell-pupils　＋1行 −1行
計算　「結果を見る」のセル cell-self-service　＋1行 −1行
計算　「結果を見る」のセル cell-schools　＋1行 −1行
計算　「結果を見る」のセル cell-trend　＋1行 −1行
計算　「結果を見る」のセル cell-adds-up　＋1行 −1行

■ 数値　児童生徒数（pupils）
　　値　8,410 → 8,395 人（−15、−0.2 %）
　　注記　【新：速報値です。】

■ 表　学校ごとの人数（schools）
　　あおば小　児童生徒 300 → 330 人（＋30、＋10.0 %）
　　増えた行　こだま小｜80｜6
　　なくなった行　ひかり中｜450｜13
　　ほかに1か所は、表示は同じで、丸める前の値だけが変わりました。

■ 図　移り変わり（trend）
　　数は同じで、描き方だけが変わりました。

■ 確かめ　合計が合う（adds-up）
　　適合 → 要確認

■ 所見　分かったこと（findings）
　　児童生徒数は【旧：8,410】【新：8,395】人です。これからも減ります。
　　【新：- 教室は足ります。】"""
    )


def test_nothing_changed_is_one_line() -> None:
    assert "\n" not in difference_text(difference(run(), run()))


def test_a_long_table_shows_its_largest_changes_and_counts_the_rest() -> None:
    columns = [text("school", "学校"), count("pupils", "人数")]
    old = table([[f"第{n}小", 1000] for n in range(1, 34)], columns)
    new = table([[f"第{n}小", 1000 + n] for n in range(1, 34)], columns)
    told = difference_text(difference(run(old), run(new)))
    assert "第33小　人数 1,000 → 1,033 人" in told
    assert "第1小" not in told
    assert "…変わりの大きい8行です。ほかに25行が変わりました。" in told


def test_a_wide_row_is_cut_and_counts_the_rest() -> None:
    columns = [text("school", "学校"), *(count(f"g{n}", f"{n}年") for n in range(6))]
    old, new = table([["第1小", *[10] * 6]], columns), table([["第1小", *[11] * 6]], columns)
    assert "1年 10 → 11 人（＋10.0 %）／2年" in (told := difference_text(difference(run(old), run(new))))
    assert "／ほか2か所" in told


def test_last_years_report_begins_with_the_year_and_pairs_what_stands_at_the_same_distance() -> None:
    before = record(parameters=[ParameterValue(name="fiscal_year", label="対象年度", value=2024)])
    old = run(number(6899, "pupils-2029", title="2029年度の人数（5年後）"), record=before)
    new = run(number(6590, "pupils-2030", title="2030年度の人数（5年後）"))
    told = difference_text(difference(old, new, since="昨年度の報告")).split("\n")
    assert told[0].startswith("昨年度の報告から: 条件が違います（対象年度 2024 → 2025）。")
    assert told[2] == "条件　対象年度　2024 → 2025"
    assert told[-3:] == [
        "■ 数値　2030年度の人数（5年後）（pupils-2030）［名前が変わった］",
        "　　前は　2029年度の人数（5年後）（pupils-2029）",
        "　　値　6,899 → 6,590 人（−309、−4.5 %）",
    ]


def test_what_rounding_hides_stands_last() -> None:
    told = difference_text(
        difference(run(number(8410.1), table(SCHOOLS)), run(number(8410.2), table(SCHOOLS[1:])))
    )
    assert told.endswith("表示は同じで、丸める前の値だけが変わったもの\n　　数値　児童生徒数（pupils）")


def test_only_the_lines_that_changed_are_shown_with_a_little_around() -> None:
    old = "変わらない行です。\n\nとても長い文の前のほうはそのままで、数だけが8,410人に変わり、後ろのほうも同じです。"
    assert marked_lines(changed_words(old, old.replace("8,410", "8,395"))) == [
        "…のほうはそのままで、数だけが【旧：8,410】【新：8,395】人に変わり、後ろのほうも同じ…"
    ]


def test_changed_line_feeds_alone_are_told() -> None:
    assert marked_lines(changed_words("一行目\n二行目", "一行目\n\n二行目")) == [
        "（改行や空白だけが変わりました）"
    ]
