"""Divide a frozen audience for two subjects: at random, and the same again for whoever has the key of the edition."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from standfirst.apps.newsletters.models import Sending, SubjectTest
from standfirst.apps.newsletters.rules.letters import LetterGiven
from standfirst.apps.newsletters.rules.subjects import Arm, Because, WantedTest, arm_size

# The order is that of a keyed hash of edition and addressee, so nothing that is known of a reader chooses their subject.
_DIVIDE = """
    UPDATE newsletters_delivery AS row SET not_before = CASE WHEN placed.place > 2 * %s THEN %s ELSE row.not_before END,
        arm = CASE WHEN placed.place <= %s THEN 'a' WHEN placed.place <= 2 * %s THEN 'b' ELSE 'r' END
    FROM (
        SELECT id, row_number() OVER (ORDER BY sha256(convert_to(%s || addressee_number, 'UTF8'))) AS place
        FROM newsletters_delivery WHERE sending_id = %s
    ) AS placed WHERE placed.id = row.id
"""


def divide_audience(
    sending: Sending, letters: Sequence[LetterGiven], test: WantedTest, *, now: datetime
) -> SubjectTest:
    """Part of the freeze. Where there are too few readers for a test everybody gets the first subject."""
    size = arm_size(sending.deliveries.count(), percent=test.percent)
    rest_at = now + timedelta(minutes=test.minutes)
    over = {} if size else {"chosen": Arm.FIRST.value, "because": Because.TOO_FEW.value, "chosen_at": now}
    if size:
        values: list[Any] = [size, rest_at, size, size, key_of(sending), sending.pk]
        with connection.cursor() as cursor:
            cursor.execute(_DIVIDE, values)
    return SubjectTest.objects.create(
        sending=sending,
        first=_subject(letters, ""),
        second=_subject(letters, Arm.SECOND),
        percent=test.percent,
        minutes=test.minutes,
        rest_at=rest_at,
        **over,
    )


def key_of(sending: Sending) -> str:
    """What stands before an addressee's number when it is hashed."""
    return f"{sending.seed} subjects {sending.wire_name} "


def _subject(letters: Sequence[LetterGiven], arm: str) -> str:
    return next((letter.subject for letter in letters if letter.arm == arm), "")
