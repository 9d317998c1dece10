"""A new version of the publication's own words."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from standfirst.apps.audit import api as audit
from standfirst.apps.moderation.actions.sanction_reader import Refused
from standfirst.apps.moderation.models import ListedWord, WordsVersion
from standfirst.apps.moderation.queries.words import own_words
from standfirst.apps.moderation.rules.words import OwnWord, check_words
from standfirst.core.db import savepoint

# Any number will do, as long as nothing else in the database uses it.
_LOCK = 0x576F_7264_7300_0001
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(%s)"


def publish_words(*, words: Sequence[OwnWord], after: int, because: str = "", by: int, now: datetime) -> int:
    """The number of the version that holds then. `after` is the version that was changed, 0 for none.

    Raises Refused, also where somebody has published another one meanwhile. The same once more changes nothing.
    """
    if faults := check_words(words):
        raise Refused(" ".join(f"{fault.word}: {fault.sentence}" for fault in faults[:5]))
    with savepoint():
        with connection.cursor() as cursor:
            cursor.execute(_ONE_AT_A_TIME, [_LOCK])
        newest = WordsVersion.objects.values_list("pk", flat=True).first() or 0
        if set(own_words(version=newest)) == set(words):
            return newest
        if after != newest:
            raise Refused("Somebody has published another list meanwhile. Look at it first.")
        return _keep(newest + 1, words, because=because, by=by, now=now)


def _keep(number: int, words: Sequence[OwnWord], *, because: str, by: int, now: datetime) -> int:
    WordsVersion.objects.create(
        pk=number, digest=_digest(words), because=because.strip(), by_id=by, published_at=now
    )
    ListedWord.objects.bulk_create(
        ListedWord(
            version_id=number,
            word=word.word,
            use=word.use,
            endings=" ".join(word.endings),
            anywhere=word.anywhere,
        )
        for word in words
    )
    audit.record(
        action="moderation.publish_words",
        actor_id=by,
        actor=f"reader:{by}",
        about=f"words:{number}",
        reason=because.strip(),
        details={"words": len(words)},
        now=now,
    )
    return number


def _digest(words: Sequence[OwnWord]) -> str:
    lines = sorted(f"{word.use}: {word}" for word in words)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
