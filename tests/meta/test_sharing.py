"""`make test` and `make check`: what a share of the long tests leaves out comes on another day."""

from datetime import date, timedelta

from tests.meta.reading import ROOT, files, short
from tests.sharing import LONG, SHARES, Found, left_out, todays

SHORT = [Found(f"tests/core/test_a.py::test_{n}", marked=False) for n in range(40)]
CRAWLS = [Found(f"tests/trust/test_b.py::test_{n}", marked=False) for n in range(100)]
MARKED = [Found("tests/core/test_a.py::test_of_minutes", marked=True)]
ALL = [*SHORT, *CRAWLS, *MARKED]


def run_on(day: date) -> set[str]:
    return {test.name for test in ALL} - left_out(ALL, todays(day))


def test_in_a_round_of_days_each_long_test_is_run_once_and_each_short_one_daily() -> None:
    days = [run_on(date(2026, 2, 20) + timedelta(days=n)) for n in range(SHARES)]
    times = {test: sum(test.name in day for day in days) for test in ALL}
    assert {times[test] for test in SHORT} == {SHARES}
    assert {times[test] for test in (*CRAWLS, *MARKED)} == {1}


def test_shares_are_of_one_size() -> None:
    sizes = {len(ALL) - len(left_out(ALL, share)) for share in range(SHARES)}
    assert max(sizes) - min(sizes) <= 1


def test_the_folders_of_long_tests_are_there() -> None:
    found = {short(path) for path in files(".py", under=ROOT / "tests")}
    assert [folder for folder in LONG if not any(path.startswith(folder) for path in found)] == []


def test_check_leaves_nothing_out() -> None:
    recipe = (ROOT / "Makefile").read_text().partition("\ncheck:")[2].partition("\n\n")[0]
    assert "pytest" in recipe
    assert "share" not in recipe
