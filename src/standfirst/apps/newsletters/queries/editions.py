"""Reads of editions: the archive, what earlier ones carried, and those that wait for something."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Case, DateTimeField, DurationField, ExpressionWrapper, F, Q, QuerySet, When
from wagtail.models import Revision

from standfirst.apps.editorial import api as editorial
from standfirst.apps.newsletters.models import EditionItem, EditionPage, EditionState
from standfirst.apps.newsletters.queries.sources import source_of
from standfirst.apps.newsletters.rules.filling import Thing
from standfirst.apps.newsletters.rules.mornings import LONGEST
from standfirst.apps.newsletters.rules.samples import without_tokens

FROZEN = (EditionState.APPROVED, EditionState.GIVEN)
LATELY = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionCard:
    """An edition in the archive's list."""

    url: str
    subject: str
    preheader: str
    day: date


def list_archive(newsletter_id: int, *, limit: int) -> list[EditionCard]:
    """What was sent, the newest first."""
    sent = EditionPage.objects.live().filter(newsletter_id=newsletter_id, state=EditionState.GIVEN)
    return [card_of(page) for page in sent.select_related("newsletter").order_by("-slot")[:limit]]


def card_of(page: EditionPage) -> EditionCard:
    """Its subject, and its day where the newsletter is at home."""
    return EditionCard(
        url=editorial.path_of(page.url_path),
        subject=without_tokens(page.subject or page.title),
        preheader=page.preheader,
        day=day_of(page),
    )


def day_of(page: EditionPage) -> date:
    """The local day of its slot."""
    return page.slot.astimezone(ZoneInfo(page.newsletter.zone)).date()


def earlier(page: EditionPage) -> QuerySet[EditionPage]:
    """Of the same newsletter, approved or sent, the newest first."""
    others = EditionPage.objects.filter(newsletter_id=page.newsletter_id, state__in=FROZEN)
    found: QuerySet[EditionPage] = others.exclude(pk=page.pk).filter(slot__lt=page.slot).order_by("-slot")
    return found


def carried_before(page: EditionPage) -> frozenset[Thing]:
    """Everything that stood in the newsletter's earlier editions, and does not come again."""
    items = EditionItem.objects.filter(edition__in=earlier(page).order_by()).values_list("kind", "number")
    return frozenset(
        (family_of(kind), number) for kind, number in items.distinct().order_by() if not _comes_again(kind)
    )


def _comes_again(kind: str) -> bool:
    source = source_of(kind)
    return source is not None and source.comes_again


def family_of(kind: str) -> str:
    """Within which nothing is repeated."""
    source = source_of(kind)
    return source.family if source else kind


def due_editions(*, now: datetime) -> list[int]:
    """The numbers of drafts that should be ready and of approved ones that should go out, the first due first; also of drafts
    whose first morning may have come, which only their newsletter's zones can tell."""
    minutes = ExpressionWrapper(
        F("newsletter__ready_minutes") * timedelta(minutes=1), output_field=DurationField()
    )
    opens = Case(When(newsletter__by_zone=True, then=F("slot") - LONGEST), default=F("slot"))
    ready_by = ExpressionWrapper(opens - minutes, output_field=DateTimeField())
    drafts = Q(state=EditionState.DRAFT, ready_by__lte=now)
    approved = Q(state=EditionState.APPROVED, goes_at__lte=now)
    due = EditionPage.objects.annotate(ready_by=ready_by).filter(drafts | approved, newsletter__live=True)
    return list(due.order_by("slot", "pk").values_list("pk", flat=True))


def as_written(page: EditionPage) -> EditionPage:
    """The edition as its editors have left it, published or not."""
    found: EditionPage = page.get_latest_revision_as_object()
    return found


def approved_revision_of(page: EditionPage) -> Revision | None:
    """What its approval has frozen; None where that was thrown away since."""
    found: Revision | None = page.revisions.filter(pk=page.approved_revision).first()
    return found


def find_edition(edition_id: int) -> EditionPage | None:
    """With its newsletter, whatever its state."""
    found: EditionPage | None = EditionPage.objects.select_related("newsletter").filter(pk=edition_id).first()
    return found


def find_editions(numbers: Collection[int]) -> list[EditionPage]:
    """Those of these that there still are, in no order."""
    return list(EditionPage.objects.filter(pk__in=numbers))


def list_coming(*, now: datetime, limit: int) -> list[EditionPage]:
    """What is to go out or waits for somebody, the first due first; and what was decided in the last days."""
    unsettled = EditionPage.objects.exclude(state__in=[EditionState.GIVEN, EditionState.SKIPPED])
    decided = EditionPage.objects.filter(slot__gte=now - LATELY)
    found = (unsettled | decided).select_related("newsletter")
    return list(found.order_by("slot", "newsletter__position", "pk")[:limit])
