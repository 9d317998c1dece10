"""Newsletters with editions, for tests: a publication that may send, a newsletter, and what an editor writes."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.db.models import QuerySet

from standfirst.apps.editorial import api as editorial
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.actions.plan_editions import plan_newsletter
from standfirst.apps.newsletters.api import Audience, FurnishedNewsletter, LetterGiven
from standfirst.apps.newsletters.models import EditionPage, NewsletterPage

ADDRESS = "The Example, 1 Example Street, Exampleton"


def open_for_letters() -> None:
    """With a postal address."""
    editorial.set_publication(postal_address=ADDRESS)


def make_newsletter(
    slug: str = "the-morning", *, audience: Audience = Audience.EVERYBODY, begun: datetime, **more: Any
) -> NewsletterPage:
    """Every day at seven, UTC, published at `begun`."""
    fields = {"weekdays": "1234567", "when_not_ready": "fill", **more}
    number = newsletters.set_newsletter(
        FurnishedNewsletter(
            slug=slug,
            title=slug.replace("-", " ").title(),
            blurb="What is up.",
            at=time(7),
            audience=audience,
            **fields,
        ),
        position=9,
        zone="UTC",
    )
    NewsletterPage.objects.filter(pk=number).update(first_published_at=begun)
    return NewsletterPage.objects.get(pk=number)


def editions_of(newsletter: NewsletterPage) -> QuerySet[EditionPage]:
    return EditionPage.objects.filter(newsletter=newsletter).order_by("slot")


def write(page: EditionPage, *blocks: tuple[str, Any], **fields: Any) -> EditionPage:
    """As an editor saves a draft of it: these blocks, and no others."""
    for name, value in fields.items():
        setattr(page, name, value)
    raw = [{"type": kind, "id": str(uuid4()), "value": value} for kind, value in blocks]
    page.body = page.body.stream_block.to_python(raw)
    page.save_revision()
    return EditionPage.objects.get(pk=page.pk)


def draft(
    now: datetime, *blocks: tuple[str, Any], audience: Audience = Audience.EVERYBODY, **fields: Any
) -> EditionPage:
    """The next edition of a newsletter for this audience, of the day after `now`, as an editor has left it."""
    open_for_letters()
    newsletter = make_newsletter(
        f"for-{audience.value}",
        audience=audience,
        begun=now - timedelta(days=30),
        weekdays=str((now + timedelta(days=1)).isoweekday()),
    )
    plan_newsletter(newsletter_id=newsletter.pk, now=now)
    page = editions_of(newsletter).first()
    assert page
    return write(page, *blocks, **fields)


def note(words: str) -> tuple[str, Any]:
    return "note", {"text": f"<p>{words}</p>", "signed": ""}


def stories(*numbers: int) -> tuple[str, Any]:
    return "stories", {"title": "", "pinned": list(numbers)}


def latest(most: int = 5) -> tuple[str, Any]:
    return "latest", {"title": "Latest", "pinned": [], "most": most, "section": None}


class Sender:
    """Takes what it is given; the part that sends is not there in these tests."""

    def __init__(self) -> None:
        self.given: list[tuple[int, str, list[LetterGiven]]] = []

    def __call__(
        self,
        *,
        newsletter_id: int,
        edition_number: int,
        name: str,
        letters: list[LetterGiven],
        online: str,
        slot: datetime,
        test: object,
        now: datetime,
    ) -> None:
        self.given.append((edition_number, online, letters))
