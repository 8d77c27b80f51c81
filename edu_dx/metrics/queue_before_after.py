"""The queue of each office in the present hours and in the proposed ones."""

from __future__ import annotations

import pandas as pd

from edu_dx.metrics.clock import Window
from edu_dx.metrics.staffing import counters_in_use, crowd_into, replayed_waits, staffing_by_slot
from edu_dx.metrics.waiting import service_minutes


def queue_before_after(
    tickets: pd.DataFrame, present: Window, proposed: Window, *, limit: float, accepted: float, slot: int = 30
) -> pd.DataFrame:
    """What the same people with the same service times would meet before and after the change.

    After the change nobody stays away; who came outside the proposed hours crowds at their edges
    (:func:`~edu_dx.metrics.staffing.crowd_into`). As many counters are open as the tickets name.

    Args:
        tickets: ``counter_tickets``.
        present: reception hours now.
        proposed: reception hours examined.
        limit: waiting time that should not be exceeded, minutes.
        accepted: share of people who may wait longer.
        slot: length of a staffing slot, minutes.

    Returns:
        Two rows an office (``hours`` 今 and 案): ``office, hours, tickets, service`` (mean minutes),
        ``counters`` (in use), ``needed, busy_needed`` (counters in the fullest slot of an average day and of a
        busy one), ``median, p90`` (waiting minutes), ``over_limit``, ``share_over_limit``. Offices whose tickets
        have no service times or no counters are left out.
    """
    rows = []
    for office, all_day in tickets.groupby("office"):
        services, counters = service_minutes(all_day), counters_in_use(all_day)
        if services.notna().sum() == 0 or counters == 0:
            continue
        for hours, window, arrivals in (
            ("今", present, all_day),
            ("案", proposed, crowd_into(all_day, proposed)),
        ):
            service = float(services.mean())
            staffing = staffing_by_slot(
                arrivals, window, slot=slot, service=service, limit=limit, accepted=accepted
            )
            waits = replayed_waits(arrivals, services, counters)
            over_limit = int((waits > limit).sum())
            rows.append(
                {
                    "office": office,
                    "hours": hours,
                    "tickets": len(arrivals),
                    "service": service,
                    "counters": counters,
                    "needed": staffing["counters"].max(),
                    "busy_needed": staffing["busy_counters"].max(),
                    "median": waits.median(),
                    "p90": waits.quantile(0.9),
                    "over_limit": over_limit,
                    "share_over_limit": over_limit / len(arrivals),
                }
            )
    return pd.DataFrame(
        rows,
        columns=[
            *("office", "hours", "tickets", "service", "counters", "needed", "busy_needed"),
            *("median", "p90", "over_limit", "share_over_limit"),
        ],
    )
