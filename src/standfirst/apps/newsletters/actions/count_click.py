"""Count that a link was followed; later, know robots by what they did together, and forget which letter it was."""

from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db import connection

from standfirst.apps.newsletters.gateways.leading import letter_code
from standfirst.apps.newsletters.models import Click
from standfirst.apps.newsletters.queries.links import Led
from standfirst.apps.newsletters.rules.followers import Asked, Follower, Sign, in_bursts, label
from standfirst.core.db import savepoint

MOST_OF_A_LETTER = 200  # within the time in which its code is kept: whoever follows more is not counted on
KEPT_FOR = timedelta(minutes=15)
AT_A_TIME = 20_000
_COUNT = """
    INSERT INTO newsletters_click (link_id, followed_at, follower, sign, letter_code, addressee_id, arm)
    SELECT %(link)s, %(now)s, %(follower)s, %(sign)s, %(code)s, %(addressee)s, %(arm)s
    WHERE (SELECT count(*) FROM newsletters_click WHERE letter_code = %(code)s AND letter_code <> '') < %(most)s
"""


def count_click(led: Led, asked: Asked, *, now: datetime) -> None:
    """One insert."""
    found = label(asked)
    values: dict[str, Any] = {
        "link": led.link,
        "now": now,
        "follower": found.follower.value,
        "sign": found.sign.value,
        "code": letter_code(led.delivery),
        "addressee": led.addressee,
        "arm": led.arm,
        "most": MOST_OF_A_LETTER,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)


def settle_clicks(*, now: datetime) -> int:
    """Label the bursts among clicks that are a quarter of an hour old and empty their codes; how many. Safe to repeat."""
    old = Click.objects.exclude(letter_code="").filter(followed_at__lte=now - KEPT_FOR)
    codes = list(old.order_by("letter_code").values_list("letter_code", flat=True).distinct()[:AT_A_TIME])
    with savepoint():
        rows = list(
            Click.objects.filter(letter_code__in=codes)
            .select_for_update()
            .order_by("letter_code", "followed_at", "pk")
            .only("letter_code", "followed_at", "link_id", "follower", "arm")
        )
        letters = [list(group) for _, group in groupby(rows, key=attrgetter("letter_code"))]
        robots = [number for letter in letters for number in _bursts(letter)]
        Click.objects.filter(pk__in=_firsts(letters, set(robots))).update(is_first=True)
        Click.objects.filter(pk__in=robots).update(follower=Follower.ROBOT, sign=Sign.BURST)
        return Click.objects.filter(pk__in=[row.pk for row in rows]).update(letter_code="")


def _bursts(rows: list[Click]) -> list[int]:
    places = in_bursts([(row.followed_at, row.link_id) for row in rows])
    return [rows[place].pk for place in places]


def _firsts(letters: list[list[Click]], robots: set[int]) -> list[int]:
    """Of each letter with one of two subjects, the first click by a person."""
    found = []
    for rows in letters:
        persons = (
            row.pk for row in rows if row.arm and row.follower == Follower.PERSON and row.pk not in robots
        )
        found += list(persons)[:1]
    return found
