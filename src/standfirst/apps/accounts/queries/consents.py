"""Reads of consents: what stands, what is due, and the evidence for one person."""

import re
from collections.abc import Sequence

from standfirst.apps.accounts.models import Consent, Wording
from standfirst.apps.accounts.rules.consents import WordingShown, still_due

_DIGEST = re.compile(r"[0-9a-f]{64}")


def standing_consents(*, reader_id: int) -> dict[str, Consent]:
    """The newest fact of each kind."""
    facts = (
        Consent.objects.filter(reader_id=reader_id)
        .order_by("kind", "-recorded_at", "-pk")
        .distinct("kind")
        .select_related("wording")
    )
    return {fact.kind: fact for fact in facts}


def consents_due(*, reader_id: int, wordings: Sequence[WordingShown]) -> list[WordingShown]:
    """The texts among these that the reader has not agreed to as they stand now."""
    standing = standing_consents(reader_id=reader_id)
    agreed = {
        kind: fact.wording.digest if fact.given and fact.wording else None for kind, fact in standing.items()
    }
    return still_due(agreed, wordings)


def list_consents(*, reader_id: int) -> list[Consent]:
    """Every fact about one person, oldest first, with the texts."""
    return list(Consent.objects.filter(reader_id=reader_id).select_related("wording"))


def find_wording(digest: str) -> Wording | None:
    """The text of this digest."""
    known = Wording.objects.filter(digest=digest) if _DIGEST.fullmatch(digest) else Wording.objects.none()
    return known.order_by("pk").first()


def wording_of(digest: str) -> WordingShown | None:
    """The same, as it was shown."""
    row = find_wording(digest)
    if row is None:
        return None
    return WordingShown(kind=row.kind, language=row.language, title=row.title, text=row.text)
