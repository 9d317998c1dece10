"""Pages and snippets whose time has come go out, and those that expire go in: as Wagtail's own command does, but each by itself."""

from datetime import datetime

from wagtail.models import DraftStateMixin, Page, Revision
from wagtail.snippets.models import get_snippet_models

from standfirst.core.batches import each
from standfirst.core.db import transaction

LONGEST_NAME = 60  # of a job


def publish_scheduled(*, now: datetime) -> int:
    """How many went in or out. One that cannot be published does not keep the others waiting."""
    went_in = sum(_expire(model, now=now) for model in _with_drafts())
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    rows = list(due.values_list("pk", flat=True))
    return went_in + each("editorial.publish_scheduled", rows, _publish, now=now)


def _with_drafts() -> list[type[DraftStateMixin]]:
    return [Page, *(model for model in get_snippet_models() if issubclass(model, DraftStateMixin))]


def _expire(model: type[DraftStateMixin], *, now: datetime) -> int:
    rows = model.objects.filter(live=True, expire_at__lt=now).order_by("expire_at")  # type: ignore[attr-defined]
    name = f"editorial.expire_{model.__name__.lower()}"[:LONGEST_NAME]

    def go_in(row: int) -> int:
        with transaction():
            model.objects.get(pk=row).unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")  # type: ignore[attr-defined]
        return 1

    return each(name, list(rows.values_list("pk", flat=True)), go_in, now=now)


def _publish(row: int) -> int:
    """All of it or nothing: Wagtail takes the page off the calendar before it has published it."""
    with transaction():
        Revision.objects.get(pk=row).publish(log_action="wagtail.publish.scheduled")
    return 1
