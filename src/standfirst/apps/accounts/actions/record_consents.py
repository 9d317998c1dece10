"""Write down what a reader agreed to or withdrew, with the exact text that they were shown."""

from collections.abc import Sequence
from datetime import datetime

from standfirst.apps.accounts.actions.keep_wordings import keep_wordings
from standfirst.apps.accounts.models import Consent, Wording
from standfirst.apps.accounts.rules.consents import ConsentGiven, WordingShown


def record_consents(
    *, reader_id: int, given: Sequence[ConsentGiven], form: str, language: str, now: datetime
) -> None:
    """One fact for each box; part of the caller's transaction."""
    keep_wordings([fact.wording for fact in given if fact.wording], now=now)
    Consent.objects.bulk_create(
        Consent(
            reader_id=reader_id,
            kind=fact.kind,
            given=fact.given,
            statement=fact.statement,
            wording=_row(fact.wording) if fact.wording else None,
            form=form,
            language=language,
            recorded_at=now,
        )
        for fact in given
    )


def _row(shown: WordingShown) -> Wording:
    return Wording.objects.get(kind=shown.kind, language=shown.language, digest=shown.digest)
