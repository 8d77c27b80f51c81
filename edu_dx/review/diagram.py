"""The states of a review as a diagram, from the data that rule it."""

from __future__ import annotations

from itertools import groupby

from edu_dx.review.states import LAPSING, OWNERS, TRANSITIONS, Need, State, Transition, Whose


def state_diagram() -> str:
    """A Mermaid state diagram: who moves a run from where to where, and what that needs."""
    names = {state: f"s{place}" for place, state in enumerate(State)}
    lines = ["stateDiagram-v2"]
    for state, name in names.items():
        turn = "か".join(sorted(OWNERS[state]))
        lines.append(f'    state "{state}（{turn}の番）" as {name}')
    lines.append(f"    [*] --> {names[State.DRAFT]}: 実行")
    for move in TRANSITIONS:
        lines.append(f"    {names[move.source]} --> {names[move.target]}: {_label(move)}")
    for state in sorted(LAPSING, key=list(State).index):
        lines.append(
            f"    {names[state]} --> {names[State.LAPSED]}: 資料・ひな形・定義・内容が変わる、または1年"
        )
    return "\n".join(lines)


def transition_table() -> str:
    """The same as a Markdown table, one row for each action and target."""
    rows = [
        "| すること | どこから | どこへ | だれが | だれの分析を | 要るもの |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for _, group in groupby(TRANSITIONS, key=lambda m: (m.action, m.target, m.roles, m.whose, m.needs)):
        moves = list(group)
        first = moves[0]
        cells = (
            first.action,
            "・".join(move.source for move in moves),
            first.target,
            "・".join(sorted(first.roles)),
            _whose(first),
            _needs(first) or "―",
        )
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def _label(move: Transition) -> str:
    return f"{move.action}（{'・'.join(sorted(move.roles))}）"


def _whose(move: Transition) -> str:
    return {Whose.OWN: "自分の分析", Whose.OTHERS: "ほかの人の分析", Whose.ANYONES: "どちらも"}[move.whose]


def _needs(move: Transition) -> str:
    return "、".join(need.value for need in Need if need in move.needs)
