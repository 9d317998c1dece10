"""A new version of the publication's own words."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from standfirst.apps.audit import api as audit
from standfirst.apps.moderation.actions.sanction_reader import Refused
from standfirst.apps.moderation.models import ListedWord, WordsTrial, WordsVersion
from standfirst.apps.moderation.queries.words import find_trial_of, own_words
from standfirst.apps.moderation.rules.words import OwnWord, check_words, digest_of
from standfirst.core.db import savepoint

# Any number will do, as long as nothing else in the database uses it.
_LOCK = 0x576F_7264_7300_0001
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(%s)"


def publish_words(
    *,
    words: Sequence[OwnWord],
    after: int,
    because: str = "",
    trial_id: int | None = None,
    by: int,
    now: datetime,
) -> int:
    """The number of the version that holds then. `after` is the version that was changed, 0 for none.

    What a trial of these very words found stands with it; that of other words is left out.

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
        trial = find_trial_of(words, trial_id=trial_id)
        return _keep(newest + 1, words, because=because, trial=trial, by=by, now=now)


def _keep(
    number: int, words: Sequence[OwnWord], *, because: str, trial: WordsTrial | None, by: int, now: datetime
) -> int:
    WordsVersion.objects.create(
        pk=number, digest=digest_of(words), because=because.strip(), trial=trial, by_id=by, published_at=now
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
