"""What a reader is told of what moderators laid down for them."""

from typing import Any

from django.db.models import Q, QuerySet

from standfirst.core.erasure import model_of
from standfirst.core.export import Export, Person, left_out

_DESK = "who at the desk did it, and their notes to each other"


def _reported(person: Person) -> QuerySet[Any]:
    """Reports made with an address while it was this reader's."""
    theirs = Q(pk=0)  # of which there is none
    for tenure in person.tenures:
        while_theirs = Q(reporter_email__iexact=tenure.address, opened_at__gte=tenure.since)
        theirs |= while_theirs & Q(opened_at__lt=tenure.until) if tenure.until else while_theirs
    found: QuerySet[Any] = model_of("moderation.CaseFile")._base_manager.filter(theirs)
    return found.order_by("pk")


EXPORTS = (
    Export(
        table="moderation.Sanction",
        name="What moderators laid down for you",
        find={"reader_id": "{reader_id}"},
        leave={_DESK: ("note", "by_id", "lifted_by_id")},
    ),
    Export(table="moderation.Acceptance", name="Guidelines that you accepted", find={"reader_id": "{reader_id}"}),
    Export(
        table="moderation.CaseFile",
        name="What you reported as unlawful",
        rows=_reported,
        leave={"what somebody else wrote": ("snapshot",)},
    ),
    *left_out("notes of moderators for each other", "moderation.Note"),
    *left_out("what the desk did with a report; what came of it is told with the report", "moderation.CaseEntry"),
)  # fmt: skip
