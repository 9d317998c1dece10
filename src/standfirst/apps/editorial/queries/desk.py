"""What the desk shows of work in hand: drafts, and what was imported; each only to those who may change the article."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from standfirst.apps.accounts.api import User
from standfirst.apps.editorial.models import ArticlePage, PageImport

EDITORIAL = {"add", "change", "publish"}


@dataclass(frozen=True, slots=True)
class DraftCard:
    """An article that readers do not see, and why not."""

    id: int
    headline: str
    section: str
    owner: str
    edited_at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class ImportCard:
    """An imported page, the article made of it, and the report (see `rules.page_import.report`)."""

    id: int
    source: str
    imported_at: datetime
    article_id: int
    headline: str
    report: Mapping[str, Any]


def works_on_pages(user: User) -> bool:
    """Whether this person has any part in making pages."""
    works: bool = policy_registry.get_by_type(Page).user_has_any_permission(user, EDITORIAL)
    return works


def pages_to_choose(pages: QuerySet[Page], *, user: User) -> QuerySet[Page]:
    """Of these pages the ones whose titles this person may see: those who make no pages see what readers see.

    The desk calls a page by the title of its newest revision, so pages with a new title are left out.
    """
    if works_on_pages(user):
        return pages
    return pages.filter(pk__in=Page.objects.filter(live=True, draft_title=F("title")).values("pk"))


def list_drafts(*, user: User, limit: int) -> list[DraftCard]:
    """Unpublished articles that this person may change, last edited first."""
    found = (
        ArticlePage.objects.filter(live=False, pk__in=_changeable(user))
        .select_related("section", "owner")
        .order_by("-latest_revision_created_at", "-pk")
        .defer_streamfields()
        .annotate_approved_schedule()
    )
    return [_draft(page) for page in found[:limit]]


def _draft(page: Any) -> DraftCard:
    return DraftCard(
        id=page.pk,
        headline=page.draft_title,
        section=page.section.title if page.section else "",
        owner=page.owner.get_full_name() or page.owner.email if page.owner else "",
        edited_at=page.latest_revision_created_at,
        state=_state(page),
    )


def _state(page: Any) -> str:
    if page.current_workflow_state:
        return "Waits for approval"
    if page.approved_schedule:
        return "Scheduled"
    return "Withdrawn" if page.first_published_at else "Draft"


def list_imports(*, user: User, limit: int, offset: int = 0) -> list[ImportCard]:
    """Newest first."""
    return [_import(each) for each in _imports(user)[offset : offset + limit]]


def find_import(*, user: User, import_id: int) -> ImportCard | None:
    """One import, if there is one that this person may see."""
    found = _imports(user).filter(pk=import_id).first()
    return _import(found) if found else None


def import_of(*, article_id: int) -> int | None:
    """The number of the import that an article was made by; None for one that was written here."""
    return PageImport.objects.filter(article_id=article_id).values_list("pk", flat=True).first()


def _imports(user: User) -> QuerySet[PageImport]:
    found = PageImport.objects.filter(article__in=_changeable(user)).select_related("article")
    return found.order_by("-created_at", "-pk")


def _import(found: Any) -> ImportCard:
    return ImportCard(
        id=found.pk,
        source=found.source,
        imported_at=found.created_at,
        article_id=found.article_id,
        headline=found.article.draft_title,
        report=found.report,
    )


def _changeable(user: User) -> Any:
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    return pages.values("pk")
