"""Names of schools as a reader expects them."""

from __future__ import annotations


def full_school_name(name: str, school_type: str) -> str:
    """A school's name with its type: a list of elementary schools prints あおば for あおば小学校.

    A name that says 校 or 学園 itself stays as it is.
    """
    return name if name.endswith(("校", "学園", school_type)) else name + school_type
