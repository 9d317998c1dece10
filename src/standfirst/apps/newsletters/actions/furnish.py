"""Put newsletters in place; each call leaves one of that slug alone where there is one."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from datetime import time
from typing import Any

from standfirst.apps.editorial.api import find_front
from standfirst.apps.newsletters.models import NewsletterIndexPage, NewsletterPage
from standfirst.apps.newsletters.rules.audiences import Audience
from standfirst.apps.newsletters.rules.cadence import Rhythm
from standfirst.core.db import savepoint

_SECTIONS: Any = NewsletterPage.below_articles_of.field.related_model


@dataclass(frozen=True, slots=True, kw_only=True)
class FurnishedNewsletter:
    """A newsletter as it begins. `weekdays` are digits from 1, Monday; `at` is local time."""

    slug: str
    title: str
    blurb: str
    weekdays: str = ""
    rhythm: Rhythm = Rhythm.WEEKDAYS
    nth: int = 1
    at: time = time(7)
    audience: Audience = Audience.EVERYBODY
    sender_name: str = ""
    when_not_ready: str = "fill"
    on_front_page: bool = False


def open_newsletters() -> int:
    """The number of the page under which they stand, made the first time."""
    with savepoint():
        there = NewsletterIndexPage.objects.first()
        if there is None:
            front = find_front()
            there = front.add_child(
                instance=NewsletterIndexPage(title="Newsletters", slug="newsletters", live=False)
            )
            there.save_revision().publish()
        number: int = there.pk
        return number


def set_newsletter(
    newsletter: FurnishedNewsletter, *, position: int, zone: str, below_articles_of: Sequence[int] = ()
) -> int:
    """Its number. `zone` is an IANA name, `below_articles_of` numbers of sections.

    Raises ValidationError for a calendar that cannot be one.
    """
    index = NewsletterIndexPage.objects.get(pk=open_newsletters())
    there = NewsletterPage.objects.child_of(index).filter(slug=newsletter.slug).first()
    if there is None:
        fields = {field.name: getattr(newsletter, field.name) for field in dataclass_fields(newsletter)}
        page = NewsletterPage(**fields, position=position, zone=zone, live=False)
        page.full_clean(exclude=["path", "depth", "url_path"])
        there = index.add_child(instance=page)
        there.below_articles_of.set(_SECTIONS.objects.filter(pk__in=below_articles_of))
        there.save_revision().publish()
    number: int = there.pk
    return number
