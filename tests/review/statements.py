"""An approval statement, as a review would make it."""

import datetime as dt

from edu_dx.review.approval import ApprovalStatement, Signatory

JAPAN = dt.timezone(dt.timedelta(hours=9))


def statement(**changes: object) -> ApprovalStatement:
    given = {
        "board_name": "みほん市教育委員会",
        "board_code": "092029",
        "run": "enrolment_projection-2025-city-02",
        "title": "児童生徒数の推計",
        "unit": "全市",
        "edition": "internal",
        "content": "sha256:" + "11" * 32,
        "executed": "sha256:" + "22" * 32,
        "template": "sha256:" + "33" * 32,
        "tables": {"enrolment": "sha256:" + "44" * 32, "births": "sha256:" + "55" * 32},
        "metrics": {"edu_dx.metrics.class_count": "sha256:" + "66" * 32},
        "threads": "sha256:" + "77" * 32,
        "round": 2,
        "drafted_by": Signatory(id="hanako", name="見本 花子"),
        "approved_by": Signatory(id="taro", name="試作 太郎"),
        "approved_at": dt.datetime(2026, 11, 23, 15, 0, tzinfo=JAPAN),
        "journal": "sha256:" + "88" * 32,
        "reports": {"html": "sha256:" + "99" * 32},
    }
    return ApprovalStatement.model_validate({**given, **changes})
