"""Writes the demo city into a folder: its configuration and its raw files, nothing else."""

from __future__ import annotations

from pathlib import Path

from edu_dx.demo.certificate_files import write_certificates
from edu_dx.demo.city import BOARD, CITY, MUNICIPALITY_CODE, PEOPLE, PREFECTURE
from edu_dx.demo.cohorts import FIRST_YEAR, LAST_YEAR, simulate
from edu_dx.demo.enrolment_workbook import write_enrolment_workbook
from edu_dx.demo.registers import write_births, write_population, write_school_register
from edu_dx.demo.ticket_files import write_tickets
from edu_dx.workspace.config import CONFIG_NAME


def write_demo_city(folder: Path, *, seed: int = 20250501) -> list[Path]:
    """Write ``edu-dx.toml`` and the raw files under ``raw/``; the same seed gives the same bytes.

    Everything is invented and says 架空. The files go through the ordinary intake like a real board's.

    Returns:
        The paths of the raw files, register of schools first, so that they can be read in this order.
    """
    raw = folder / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    (folder / CONFIG_NAME).write_text(_configuration(), encoding="utf-8", newline="\n")
    cohorts = simulate(seed)
    return [
        write_school_register(raw),
        *(
            write_enrolment_workbook(raw, year, cohorts.counts[year], cohorts.counts[year - 1])
            for year in range(FIRST_YEAR, LAST_YEAR + 1)
        ),
        write_births(raw, cohorts.births),
        write_population(raw, cohorts.births, seed),
        *write_tickets(raw, seed),
        *write_certificates(raw, seed),
    ]


def _configuration() -> str:
    board = f"""# みほん市は架空の市です。学校・人物・数値はすべて架空で、実在のものとは関係ありません。

[board]
name = "{BOARD}"
municipality_name = "{CITY}"
municipality_code = "{MUNICIPALITY_CODE}"
prefecture = "{PREFECTURE}"
fiscal_year = {LAST_YEAR}
fictional = true
"""
    people = "".join(
        f'\n[[people]]\nid = "{person}"\nname = "{name}"\nrole = "{role}"\n' for person, name, role in PEOPLE
    )
    return board + people
