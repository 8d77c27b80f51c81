"""Write docs/data-dictionary.md, what each table is, from the definitions in edu_dx/tables.

Run ``python tools/data_dictionary.py`` after changing a definition; a test compares the file with this.
"""

from __future__ import annotations

from pathlib import Path

from edu_dx.tables import TABLES, Column, ColumnType, Handling, Table
from edu_dx.tables.personal import PERSONAL

TARGET = Path(__file__).resolve().parents[1] / "docs" / "data-dictionary.md"

TYPES = {
    ColumnType.TEXT: "文字",
    ColumnType.CODE: "番号・記号",
    ColumnType.INTEGER: "整数",
    ColumnType.DECIMAL: "小数",
    ColumnType.BOOLEAN: "はい・いいえ",
    ColumnType.FISCAL_YEAR: "年度",
    ColumnType.DATE: "日付",
    ColumnType.MONTH: "年月",
    ColumnType.DATETIME: "日時",
    ColumnType.TIME: "時刻",
    ColumnType.DURATION: "時間の長さ",
}

ANALYSES = {
    "A1": "在校等時間モニタ",
    "A2": "校務DX自己点検の比較",
    "A3": "端末・ネットワークKPI",
    "A4": "長期欠席・不登校の推移",
    "A5": "児童生徒数・学級数の推計",
    "A6": "学校規模・再編案の比較",
    "A7": "全国学力・学習状況調査の分析",
    "A8": "窓口受付時間の見直し",
    "A9": "証明書チャネルシフト",
    "A10": "業務棚卸し・BPR効果",
    "A11": "共同利用の費用負担シミュレータ",
    "A12": "アンケート集計",
}

INTRODUCTION = """\
# データ項目の一覧

<!-- Generated from edu_dx/tables by tools/data_dictionary.py: change the definitions there. -->

取り込んだ資料は、この一覧のどれかの表になります。項目の名前・意味・単位・重要性の分類・個人に関わる項目の扱いは、
プログラムの中の1か所（`edu_dx/tables/`）で決めてあり、この一覧もそこから作っています。

- **型**：「時刻」と「時間の長さ」は分に、「年月」はその月の1日に、「年度」は西暦4桁にそろえて保管します。
- **必須**：◎の項目がない行は受け入れません。理由を受入票に示します。
- **分類**：文部科学省「教育情報セキュリティポリシーに関するガイドライン」（2025年3月）の重要性分類です。ⅠとⅡの情報は、そのままの形では保管しません。
- **扱い**：「仮名」は、取り込むときに鍵を使った仮名に置き換えることを表します。元の番号は保管しません。
- **保管しない項目**：資料にあっても、表に保管する前に取り除きます。自由記述だけは、個人に関わる語を伏せ、回答者とのつながりを断って「自由記述」の表に分けます。
- **様式**：資料がまだない課は、`edu-dx template 表の名前` で空の様式（Excel）を作れます。

## 表の一覧

| 表 | 名前 | 分類 | 使う分析 |
| --- | --- | --- | --- |
"""


def data_dictionary() -> str:
    """The whole page."""
    contents = [
        f"| [{table.label}](#{table.name}) | `{table.name}` | {table.security.value} | {'・'.join(ANALYSES[name] for name in table.analyses) or '—'} |"
        for table in TABLES.values()
    ]
    personal = (
        "\n## 人の名簿にある項目\n\n次の項目は、人の行を持つどの資料からも取り除きます（以下の各表では「名簿の項目」と書きます）。\n\n"
        + _not_stored_list(PERSONAL)
    )
    sections = [_section(table) for table in TABLES.values()]
    return INTRODUCTION + "\n".join(contents) + "\n" + personal + "".join(sections)


def _section(table: Table) -> str:
    rows = [_row(table, column) for column in table.columns]
    lines = [
        f'\n<a id="{table.name}"></a>\n',
        f"## {table.label}（`{table.name}`）\n",
        f"{table.description}。\n",
        f"- 行を見分ける項目：{'・'.join(table.column(name).label for name in table.key)}",
        f"- 重要性の分類：{table.security.value}",
        f"- 使う分析：{'・'.join(ANALYSES[name] for name in table.analyses) or '（まだありません）'}",
    ]
    if table.from_files and not table.has_form:
        lines.append("- システムどうしがやりとりする資料のため、様式はありません。")
    if not table.from_files:
        lines.append("- この表は資料から直接は読まず、取り込みのときに分けて作ります。様式はありません。")
    lines += [
        "",
        "| 項目 | 英語名 | 型 | 単位 | 必須 | 意味 | 値 | 例（架空） |",
        "| --- | --- | --- | --- | :-: | --- | --- | --- |",
        *rows,
    ]
    if table.not_stored:
        lines += ["", "保管しない項目：\n", _not_stored_of(table).rstrip("\n")]
    return "\n".join(lines) + "\n"


def _row(table: Table, column: Column) -> str:
    cells = (
        column.label,
        f"`{column.name}`",
        TYPES[column.type],
        column.unit,
        "◎" if column.required else "",
        _meaning(table, column),
        _values(column),
        column.example,
    )
    return f"| {' | '.join(_escaped(cell) for cell in cells)} |"


def _meaning(table: Table, column: Column) -> str:
    notes = [column.description]
    if column.handling is Handling.PSEUDONYMISE:
        notes.append("【仮名】")
    if column.security and column.security is not table.security:
        notes.append(f"【分類{column.security.value}】")
    return "".join(notes)


def _values(column: Column) -> str:
    if column.choices:
        return "・".join(column.choices)
    if column.code_system:
        return column.code_system.value
    match column.minimum, column.maximum:
        case None, None:
            return ""
        case minimum, None:
            return f"{minimum:,}以上"
        case None, maximum:
            return f"{maximum:,}以下"
        case minimum, maximum:
            if column.type is ColumnType.FISCAL_YEAR:
                return f"{minimum}から{maximum}"
            return f"{minimum:,}から{maximum:,}"


def _not_stored_of(table: Table) -> str:
    own = tuple(column for column in table.not_stored if column not in PERSONAL)
    lists_persons = len(own) < len(table.not_stored)
    return ("- 名簿の項目\n" if lists_persons else "") + _not_stored_list(own)


def _not_stored_list(columns: tuple[Column, ...]) -> str:
    return "".join(
        f"- {column.label}（分類{column.security.value if column.security else '—'}、{column.handling.value}）：{column.description}\n"
        for column in columns
    )


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    TARGET.write_text(data_dictionary(), encoding="utf-8", newline="\n")
