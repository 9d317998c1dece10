"""What a reader is told about the letters that were written to them."""

from typing import Any

from django.db.models import Q, QuerySet

from standfirst.core.erasure import model_of
from standfirst.core.export import Export, Person


def _letters(person: Person) -> QuerySet[Any]:
    """To an address while it was theirs: before and after it can have been somebody else's."""
    wanted = Q(pk=None)
    for tenure in person.tenures:
        theirs = Q(to=tenure.address, made_at__gte=tenure.since)
        wanted |= theirs & Q(made_at__lt=tenure.until) if tenure.until else theirs
    found: QuerySet[Any] = model_of("mailing.Letter")._base_manager.filter(wanted)
    return found.order_by("made_at", "pk")


_BODY = "emptied once a letter is sent; it is in your mailbox, and may hold a code"

EXPORTS = (
    Export(
        table="mailing.Letter",
        name="Letters of the last thirty days",
        rows=_letters,
        leave={_BODY: ("subject", "text", "html", "headers"), "the worker's own notes": ("claimed_at", "attempts")},
    ),
)  # fmt: skip
