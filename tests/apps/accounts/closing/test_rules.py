"""Which address was whose, and when."""

from datetime import datetime, timedelta

import pytest

from standfirst.apps.accounts.rules.closing import Change, tenures

DAY = timedelta(days=1)


def change(now: datetime, old: str, new: str, day: int, undone: int | None = None) -> Change:
    return Change(old, new, now + day * DAY, None if undone is None else now + undone * DAY)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], [("z", 0, None)]),
        ([("a", "z", 3, None)], [("a", 0, 3), ("z", 3, None)]),
        ([("a", "b", 2, None), ("b", "z", 5, None)], [("a", 0, 2), ("b", 2, 5), ("z", 5, None)]),
        ([("z", "b", 2, 4)], [("z", 0, 2), ("b", 2, 4), ("z", 4, None)]),
        (
            [("z", "b", 2, 4), ("b", "c", 3, 4)],
            [("z", 0, 2), ("b", 2, 3), ("c", 3, 4), ("b", 4, 4), ("z", 4, None)],
        ),
    ],
    ids=["never changed", "changed", "changed twice", "taken back", "two taken back at once"],
)
def test_every_address_has_its_time(
    changes: list[tuple[str, str, int, int | None]],
    expected: list[tuple[str, int, int | None]],
    now: datetime,
) -> None:
    found = tenures(now_called="z", joined_at=now, changes=[change(now, *each) for each in changes])
    days = [
        (address, (since - now).days, None if until is None else (until - now).days)
        for address, since, until in found
    ]
    assert days == expected
