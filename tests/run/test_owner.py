import dataclasses
import subprocess
import sys

from edu_dx.run.owner import Owner


def test_a_living_process_is_not_gone() -> None:
    assert not Owner.this().is_gone


def test_a_process_that_ended_is_gone() -> None:
    child = subprocess.run(
        [sys.executable, "-c", "from edu_dx.run.owner import Owner; print(Owner.this().words)"],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    owner = Owner.from_words(child.stdout.strip())

    assert owner is not None
    assert owner.is_gone


def test_another_process_with_the_same_number_is_not_the_owner() -> None:
    assert dataclasses.replace(Owner.this(), started=Owner.this().started - 3600).is_gone


def test_nothing_is_known_of_a_process_of_another_computer() -> None:
    owner = dataclasses.replace(Owner.this(), host="another", pid=999_999_999)

    assert owner.is_elsewhere
    assert not owner.is_gone


def test_an_owner_is_read_back_from_its_words() -> None:
    assert Owner.from_words(f"{Owner.this().words}-0123abc") == Owner.this()
    assert Owner.from_words("0123abc") is None
