"""Reads of the publication's own words."""

from collections.abc import Sequence
from functools import lru_cache

from standfirst.apps.moderation.models import ListedWord, WordsTrial, WordsVersion
from standfirst.apps.moderation.rules.words import OwnWord, Use, digest_of, lexicon_from
from standfirst.core.compiled import Compiled
from standfirst.core.text import Lexicon

_NEWEST = Compiled(lambda: WordsVersion.objects.order_by("-number").values_list("pk", "digest")[:1])


def lexicon_of(language: str) -> Lexicon:
    """The shipped lists with the publication's own words, made ready once a version."""
    number, digest = next(iter(_NEWEST()), (0, ""))
    return _lexicon(language, number, digest)


@lru_cache(maxsize=16)
def _lexicon(language: str, number: int, digest: str) -> Lexicon:
    """By the digest too: a database that was restored may have other words under the same number."""
    return lexicon_from(language, own_words(version=number))


def own_words(*, version: int | None = None) -> tuple[OwnWord, ...]:
    """Those of a version, or of the newest."""
    if version is None:
        version = WordsVersion.objects.values_list("pk", flat=True).first() or 0
    rows = ListedWord.objects.filter(version_id=version).order_by("word")
    return tuple(OwnWord(row.word, Use(row.use), tuple(row.endings.split()), row.anywhere) for row in rows)


def find_trial(*, trial_id: int) -> WordsTrial | None:
    """The trial of this number."""
    return WordsTrial.objects.filter(pk=trial_id).first()


def find_trial_of(words: Sequence[OwnWord], *, trial_id: int | None) -> WordsTrial | None:
    """That trial, if it is of these words and done."""
    done = WordsTrial.objects.exclude(done_at=None)
    return done.filter(pk=trial_id, digest=digest_of(words)).first() if trial_id else None


def list_words_versions(*, limit: int) -> list[WordsVersion]:
    """The newest first, with what each would have held."""
    return list(WordsVersion.objects.select_related("trial")[:limit])
