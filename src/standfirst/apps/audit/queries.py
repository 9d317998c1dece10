"""Reads of the record, and whether it is whole."""

from standfirst.apps.audit.models import Entry
from standfirst.apps.audit.rules.chain import Act, seal


def list_entries(*, about: str | None = None, limit: int = 100) -> list[Entry]:
    """The newest first; of one reader or thing when `about` says which."""
    entries = Entry.objects.all() if about is None else Entry.objects.filter(about=about)
    return list(entries[:limit])


def verify_chain() -> int | None:
    """The number of the first entry that is missing or not as it was written; None when the record is whole.

    Entries cut off at the end leave no trace in the record itself: keep `head_of_chain` elsewhere to see that.
    """
    before = ""
    for number, entry in enumerate(Entry.objects.order_by("number").iterator(chunk_size=1000), start=1):
        if entry.number != number or entry.digest_before != before or entry.digest != _seal_of(entry):
            return number
        before = entry.digest
    return None


def head_of_chain() -> tuple[int, str]:
    """Number and seal of the last entry; (0, "") while there is none."""
    last = Entry.objects.first()
    return (last.number, last.digest) if last else (0, "")


def _seal_of(entry: Entry) -> str:
    act = Act(**{name: getattr(entry, name) for name in Act.__slots__})
    return seal(act, before=entry.digest_before)
