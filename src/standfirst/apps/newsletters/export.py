"""What a reader is told of their newsletters."""

from typing import Any

from django.db.models import QuerySet

from standfirst.core.erasure import model_of
from standfirst.core.export import Export, Person, left_out

_KEYS = "a key, which is of use to nobody but a thief"
_OURS = "how our own machines divide the work; it says nothing about anybody"
_HOUSE = "newsletters and their calendar; no person is in them"


def _asked(person: Person) -> QuerySet[Any]:
    """What an address of theirs has asked for while it was theirs."""
    own = [each.address for each in person.tenures if each.until is None] or [""]
    found: QuerySet[Any] = model_of("newsletters.Asking")._base_manager.filter(address__in=own)
    return found.order_by("pk")


def _deliveries(person: Person) -> QuerySet[Any]:
    """Of their mailbox, by its number."""
    own = model_of("newsletters.Addressee")._base_manager.filter(reader_id=person.reader_id)
    found: QuerySet[Any] = model_of("newsletters.Delivery")._base_manager.filter(
        addressee_number__in=own.values("pk")
    )
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
    Export(
        table="newsletters.Delivery",
        name="Editions of newsletters that were sent to you",
        rows=_deliveries,
        leave={_OURS: ("address_digest", "lease_owner", "lease_until", "letter")},
    ),
    Export(
        table="newsletters.Return",
        name="Letters to you that came back",
        find={"addressee__reader_id": "{reader_id}"},
        leave={_OURS: ("name", "address_digest", "delivery", "letter_number")},
    ),
    Export(
        table="newsletters.Click",
        name="Links of newsletters that you followed",
        find={"addressee__reader_id": "{reader_id}"},
        leave={"an hour's help to tell robots from people": ("letter_code",)},
    ),
    *left_out(
        _HOUSE,
        "newsletters.Alarm",
        "newsletters.LetterLink",
        "newsletters.Sending",
        "newsletters.SendingLetter",
        "newsletters.SubjectTest",
        "newsletters.Exclusion",
        "newsletters.SendingSwitch",
        "newsletters.KeptPace",
    ),
    *left_out("a keyed hash of an address that letters came back from", "newsletters.Suppression"),
    *left_out(
        _HOUSE,
        "newsletters.NewsletterIndexPage",
        "newsletters.NewsletterPage",
        "newsletters.NewsletterPage_below_articles_of",
        "newsletters.Holiday",
    ),
)
