"""No worker waits for another at the end of a run."""

from tests.meta.reading import ROOT, files, short
from tests.order import FIRST, WAITING, WORKING, in_order

MANY = [
    *["tests/core/test_a.py"] * 3, *["tests/journeys/test_b.py"] * 2, FIRST, "tests/faults/test_c.py",
    *["tests/meta/test_d.py"] * 9, "tests/trust/test_e.py", "tests/elsewhere/test_f.py",
]  # fmt: skip


def test_those_that_wait_alternate_with_those_that_work_and_the_short_ones_are_last() -> None:
    assert in_order(MANY) == [
        FIRST, "tests/trust/test_e.py", "tests/journeys/test_b.py", "tests/core/test_a.py", "tests/faults/test_c.py",
        "tests/meta/test_d.py", "tests/elsewhere/test_f.py",
    ]  # fmt: skip


def test_what_is_named_there_is_there() -> None:
    found = {short(path) for path in files(".py", under=ROOT / "tests")}
    assert FIRST in found
    assert [folder for folder in (*WAITING, *WORKING) if not any(f.startswith(folder) for f in found)] == []
