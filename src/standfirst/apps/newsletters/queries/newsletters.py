"""Reads of newsletters: which are on offer, and what somebody has."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from standfirst.apps.newsletters.models import Addressee, Fact, NewsletterPage, SignUp
from standfirst.apps.newsletters.rules.audiences import Audience, may_have
from standfirst.apps.newsletters.rules.cadence import NAMES, Rhythm
from standfirst.core.viewer import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterCard:
    """A newsletter as a page shows it. `week` is a name and whether it comes, for each day; empty for a monthly one."""

    id: int
    slug: str
    title: str
    blurb: str
    when: str
    week: tuple[tuple[str, bool], ...]
    audience: Audience
    is_open: bool  # to whoever looks
    is_mine: bool = False
    frequency: str = ""
    is_by_zone: bool = False  # it comes at its time wherever a reader is

    @property
    def url(self) -> str:
        return f"/newsletters/{self.slug}/"

    @property
    def for_subscribers(self) -> bool:
        return self.audience is Audience.SUBSCRIBERS

    @property
    def needs_account(self) -> bool:
        return self.audience is not Audience.EVERYBODY


def live_newsletters() -> QuerySet[NewsletterPage]:
    """All that are published, in their order, with their holidays."""
    found: QuerySet[NewsletterPage] = NewsletterPage.objects.live().order_by("position", "title")
    return found.prefetch_related("holidays")


def newsletters_on_offer(numbers: Collection[int]) -> list[NewsletterPage]:
    """Those among `numbers` that somebody can sign up for."""
    return list(live_newsletters().filter(pk__in=numbers, taking_sign_ups=True))


def list_newsletters(*, standing: Standing, addressee: Addressee | None = None) -> list[NewsletterCard]:
    """What is on offer, and what the addressee has although it is not any more."""
    mine = _frequencies(addressee)
    return [
        card_of(page, standing=standing, frequency=mine.get(page.pk, ""))
        for page in live_newsletters()
        if page.taking_sign_ups or page.pk in mine
    ]


def card_of(page: NewsletterPage, *, standing: Standing, frequency: str = "") -> NewsletterCard:
    """One of them; `frequency` is empty where it is not theirs."""
    audience = Audience(page.audience)
    return NewsletterCard(
        id=page.pk,
        slug=page.slug,
        title=page.title,
        blurb=page.blurb,
        when=page.when,
        week=week_of(page.rhythm, page.weekdays),
        audience=audience,
        is_open=may_have(audience, standing),
        is_mine=bool(frequency),
        frequency=frequency,
        is_by_zone=page.by_zone,
    )


def find_newsletter(slug: str) -> NewsletterPage | None:
    """The live one of this slug."""
    return live_newsletters().filter(slug=slug).first()


def count_sign_ups(*, newsletter_id: int) -> int:
    """How many have it, whether or not each of them may get its next edition."""
    return SignUp.objects.standing().filter(newsletter_id=newsletter_id).count()


def find_addressee(*, key: str) -> Addressee | None:
    """Whose links carry this key."""
    return Addressee.objects.select_related("reader").filter(key=key).first()


def find_addressee_of(*, reader_id: int) -> Addressee | None:
    """The reader's own, where there is one."""
    return Addressee.objects.select_related("reader").filter(reader_id=reader_id).first()


def list_facts(*, reader_id: int) -> list[Fact]:
    """The evidence about one reader, oldest first; also what their address asked for before there was an account."""
    addressee = Addressee.objects.filter(reader_id=reader_id).first()
    found: Any = Fact.objects.filter(reader_number=reader_id)
    return list(found | Fact.objects.filter(addressee_number=addressee.pk) if addressee else found)


def _frequencies(addressee: Addressee | None) -> dict[int, str]:
    if addressee is None:
        return {}
    return dict(
        SignUp.objects.standing().filter(addressee=addressee).values_list("newsletter_id", "frequency")
    )


def week_of(rhythm: str, weekdays: str) -> tuple[tuple[str, bool], ...]:
    """Each day's name, and whether it comes then; empty for what goes by the month."""
    if rhythm != Rhythm.WEEKDAYS:
        return ()
    return tuple((name, str(number) in weekdays) for number, name in enumerate(NAMES, start=1))
