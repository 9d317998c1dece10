"""What a reader is told of their newsletters."""

from typing import Any

from django.db.models import QuerySet

from standfirst.core.erasure import model_of
from standfirst.core.export import Export, Person, left_out

_KEYS = "a key, which is of use to nobody but a thief"
_HOUSE = "newsletters and their calendar; no person is in them"


def _asked(person: Person) -> QuerySet[Any]:
    """What an address of theirs has asked for while it was theirs."""
    own = [each.address for each in person.tenures if each.until is None] or [""]
    found: QuerySet[Any] = model_of("newsletters.Asking")._base_manager.filter(address__in=own)
    return found.order_by("pk")


EXPORTS = (
    Export(
        table="newsletters.Addressee",
        name="Where your newsletters go",
        find={"reader_id": "{reader_id}"},
        leave={_KEYS: ("key",)},
    ),
    Export(
        table="newsletters.SignUp",
        name="Newsletters that you signed up for",
        find={"addressee__reader_id": "{reader_id}"},
    ),
    Export(
        table="newsletters.Fact",
        name="When you asked for newsletters and stopped them",
        find={"reader_number": "{reader_id}"},
    ),
    Export(
        table="newsletters.Asking",
        name="Newsletters that your address asked for",
        rows=_asked,
        leave={_KEYS: ("digest",)},
    ),
    *left_out(
        _HOUSE,
        "newsletters.NewsletterIndexPage",
        "newsletters.NewsletterPage",
        "newsletters.NewsletterPage_below_articles_of",
        "newsletters.Holiday",
    ),
)
