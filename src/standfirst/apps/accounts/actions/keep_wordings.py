"""Keep the exact texts that were shown to somebody, each once."""

from collections.abc import Iterable
from datetime import datetime

from standfirst.apps.accounts.models import Wording
from standfirst.apps.accounts.rules.consents import WordingShown, normalised


def keep_wordings(shown: Iterable[WordingShown], *, now: datetime) -> None:
    """Write down those that nobody was shown before; two who are first at once write one row."""
    Wording.objects.bulk_create(
        [
            Wording(
                kind=text.kind,
                language=text.language,
                digest=text.digest,
                title=normalised(text.title),
                text=normalised(text.text),
                first_shown_at=now,
            )
            for text in shown
        ],
        ignore_conflicts=True,
    )
