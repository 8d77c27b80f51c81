"""Invented files (架空) to measure with, the same at every run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

_SEED = 20250401
_CITY = "みほん市"
_FIRST_DAY, _LAST_DAY = "2024-04-01", "2025-03-31"
_SERVICES = ("住民票・印鑑証明", "転入・転出", "就学援助", "学童保育", "国民健康保険")
_OFFICES = ("本庁市民課", "本庁学務課", "東出張所")


def tickets(rows: int, *, seed: int = _SEED) -> pd.DataFrame:
    """Queue tickets of one fiscal year in the order in which they were issued; columns of ``counter_tickets``."""
    rng = np.random.default_rng(seed)
    days = pd.bdate_range(_FIRST_DAY, _LAST_DAY).to_numpy()
    day = np.sort(rng.integers(0, len(days), rows))
    issued = days[day] + (30_600 + rng.integers(0, 30_600, rows)).astype("timedelta64[s]")
    called = issued + rng.integers(10, 3_600, rows).astype("timedelta64[s]")
    finished = called + rng.integers(30, 2_400, rows).astype("timedelta64[s]")
    number_of_day = np.arange(rows) - np.searchsorted(day, day)
    written = {
        label: pd.Series(moments).dt.strftime("%Y-%m-%d %H:%M:%S")
        for label, moments in (("発券時刻", issued), ("呼出時刻", called), ("終了時刻", finished))
    }
    return pd.DataFrame(
        {
            "年度": 2024,
            "受付番号": [f"{number + 1:05d}" for number in number_of_day],
            "窓口": rng.choice(_OFFICES, rows),
            "用件": rng.choice(_SERVICES, rows),
            **written,
            "窓口番号": rng.integers(1, 9, rows),
        }
    )


def time_cards(rows: int, *, seed: int = _SEED) -> pd.DataFrame:
    """Time cards of one fiscal year, one row a member of staff and working day; columns of ``timecards``."""
    rng = np.random.default_rng(seed)
    days = pd.bdate_range(_FIRST_DAY, _LAST_DAY).strftime("%Y-%m-%d").to_numpy()
    member, day = np.divmod(np.arange(rows), len(days))
    return pd.DataFrame(
        {
            "学校名": [f"{_CITY}立第{number % 40 + 1}小学校" for number in member],
            "職員番号": [f"{number + 10_000}" for number in member],
            "日付": days[day],
            "出勤時刻": _clock(rng.integers(420, 510, rows)),
            "退勤時刻": _clock(rng.integers(990, 1_260, rows)),
            "休憩（分）": 45,
            "持ち帰り（分）": rng.choice([0, 0, 0, 30, 60], rows),
        }
    )


def write_text(frame: pd.DataFrame, path: Path, encoding: str = "utf-8") -> Path:
    """A frame as delimited text."""
    frame.to_csv(path, index=False, encoding=encoding)
    return path


def write_small_files(folder: Path, files: int) -> list[Path]:
    """Files such as schools and offices send in: a month of tickets (CSV) or time cards (workbook) each."""
    folder.mkdir()
    paths = []
    for number in range(files):
        if number % 2:
            path = folder / f"打刻{number:02d}.xlsx"
            time_cards(600, seed=number).assign(学校名=f"{_CITY}立第{number}小学校").to_excel(
                path, index=False, engine="xlsxwriter"
            )
        else:
            path = folder / f"発券{number:02d}.csv"
            write_text(tickets(600, seed=number).assign(窓口=f"第{number}窓口"), path, "cp932")
        paths.append(path)
    return paths


def _clock(minutes: np.ndarray) -> list[str]:
    return [f"{minute // 60}:{minute % 60:02d}" for minute in minutes.tolist()]
