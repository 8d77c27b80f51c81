"""The handover document as one web page: offline, without script, ready to print on A4."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from edu_dx.report.faces import embedded_faces
from edu_dx.report.page import japanese_date
from edu_dx.report.templates import REPORT, templates_folder
from edu_dx.review.handover import Due, Handover, OpenThreads, SourceFacts
from edu_dx.review.queue import ReviewedRun
from edu_dx.review.reasons import AnalysisReasons
from edu_dx.review.remarks.registry import title_of_rule
from edu_dx.review.states import OWNERS, State
from edu_dx.tables.fiscal_year import era_year, fiscal_year_of
from edu_dx.workspace import Person
from edu_dx.workspace.public_key import key_fingerprint

_MOST_PLACES = 3
_MOST_ARRIVALS = 3
_STATES = tuple(state for state in State if state is not State.DRAFT)
_TAGS = re.compile(r"<[^>]*>")

Texts = dict[str, Any]


def handover_page(facts: Handover) -> str:
    """The page of a handover; the same text for the same facts."""
    year = fiscal_year_of(facts.at.date())
    texts = {
        "board": facts.board,
        "fictional": facts.fictional,
        "year": f"{year}年度（{era_year(year)}年度）",
        "date": japanese_date(facts.at),
        "numbers": _numbers(facts),
        "first": _first_things(facts),
        "threads": [_threads(item) for item in facts.threads],
        "lapsed": facts.status.lapsed,
        "calendar": [_due(due) for due in facts.calendar],
        "sources": [_source(source) for source in facts.sources],
        "tables": [
            {"label": table.label, "years": _span(table.years), "rows": f"{sum(table.years.values()):,}"}
            for table in facts.tables
        ],
        "runs": [_run(run) for run in sorted(facts.runs, key=_by_state)],
        "drafts": dict(facts.drafts),
        "mistakes": [_mistakes(facts, item) for item in facts.reasons if item.decided or item.comments],
        "people": [_person(person) for person in facts.people],
    }
    template = _environment().get_template("handover.html.j2")
    printed = _TAGS.sub("", template.render(**texts, faces=[]))
    return template.render(**texts, faces=embedded_faces([printed]))


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(templates_folder(REPORT) / REPORT, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _numbers(facts: Handover) -> list[Texts]:
    states = Counter(run.standing.state for run in facts.runs)
    comments = sum(len(item.threads) for item in facts.threads)
    cards = [
        ("承認・交付した分析", states[State.APPROVED] + states[State.DELIVERED], "いまも有効なもの"),
        ("確認を待つ分析", states[State.SUBMITTED], "コンサルタントの番"),
        ("差し戻された分析", states[State.RETURNED], "支援員の番"),
        ("失効した承認", len(facts.status.lapsed), "やり直しが要るもの"),
        ("解決していないコメント", comments, "答えるか確かめるもの"),
        ("くり返し届く資料", len(facts.sources), "種類"),
    ]
    return [{"title": title, "value": f"{value}件", "note": note} for title, value, note in cards]


def _first_things(facts: Handover) -> list[str]:
    """What the successor finds lying on the desk, the most urgent first."""
    states = Counter(run.standing.state for run in facts.runs)
    things = []
    if states[State.RETURNED]:
        things.append(
            f"差し戻された分析が{states[State.RETURNED]}件あります。下の「解決していないコメント」を読み、直して答えてから、もう一度提出します。"
        )
    if facts.status.lapsed:
        things.append(
            f"承認が失効した分析が{len(facts.status.lapsed)}件あります。その報告書の数字は、もう使わないでください。もう一度実行して提出します。"
        )
    if states[State.SUBMITTED]:
        things.append(
            f"確認を待っている分析が{states[State.SUBMITTED]}件あります。引き継ぐことをコンサルタントに伝えてください。"
        )
    if states[State.APPROVED]:
        things.append(
            f"承認されて、まだ渡していない分析が{states[State.APPROVED]}件あります。渡したら「edu-dx deliver」で記録します。"
        )
    return things


def _threads(item: OpenThreads) -> Texts:
    return {
        "run": item.run.record.id,
        "title": item.run.record.title,
        "unit": item.run.record.unit,
        "threads": [
            {
                "number": thread.number,
                "about": thread.about or "分析の全体",
                "reason": thread.reason,
                "state": thread.state,
                "messages": [
                    {"who": f"{message.person.name}（{message.at:%Y-%m-%d}）", "text": message.text}
                    for message in thread.messages
                    if message.text
                ],
            }
            for thread in item.threads
        ],
    }


def _due(due: Due) -> Texts:
    return {
        "when": f"{due.month}月{due.day}日" if due.day else f"{due.month}月ごろ",
        "what": due.what,
        "basis": due.basis,
    }


def _source(source: SourceFacts) -> Texts:
    return {
        "file_name": source.file_name,
        "table": source.table,
        "sheets": "、".join(source.sheets),
        "years": _span(source.fiscal_years),
        "arrivals": [f"{day:%Y-%m-%d}" for day in source.arrivals[-_MOST_ARRIVALS:]],
        "mapping": [{"header": header, "column": column} for header, column in source.mapping.items()],
    }


def _span(years: Iterable[int]) -> str:
    """2015～2019・2021年度."""
    spans: list[list[int]] = []
    for year in years:
        if spans and year == spans[-1][1] + 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    return "・".join(f"{first}～{last}" if first != last else f"{first}" for first, last in spans) + "年度"


def _by_state(run: ReviewedRun) -> tuple[int, str]:
    return _STATES.index(run.standing.state), run.record.id


def _run(run: ReviewedRun) -> Texts:
    standing = run.standing
    approval = standing.last_approval
    return {
        "id": run.record.id,
        "title": run.record.title,
        "unit": run.record.unit,
        "state": standing.state,
        "turn": ""
        if standing.state is State.DELIVERED
        else "・".join(sorted(OWNERS[standing.state])) + "の番",
        "drafted": standing.drafted_by.name if standing.drafted_by else "",
        "approved": approval.person.name if approval else "",
        "approved_on": f"{approval.at:%Y-%m-%d}" if approval else "",
    }


def _person(person: Person) -> Texts:
    return {
        "name": person.name,
        "role": person.role,
        "id": person.id,
        "key": key_fingerprint(person.public_key) if person.public_key else "",
    }


def _mistakes(facts: Handover, item: AnalysisReasons) -> Texts:
    days = facts.days.get(item.analysis)
    return {
        "title": facts.titles.get(item.analysis, item.analysis),
        "counts": f"判断された提出{item.decided}回のうち、差戻し{item.returned}回",
        "days": f"確認を待った日数の中央値 {days.median:.1f}日（n={days.n}）" if days else "",
        "reasons": "、".join(f"{reason}（{count}件）" for reason, count in item.reasons),
        "places": [f"{place.about}（{place.comments}件）" for place in item.places[:_MOST_PLACES]],
        "rules": [
            f"{title_of_rule(rule.rule)}（判断された{rule.decided}回のうち差戻し{rule.returned}回）"
            for rule in item.left_standing
        ],
    }
