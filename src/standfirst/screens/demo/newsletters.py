"""The nine newsletters of the demo, each with its days."""

from collections.abc import Mapping
from datetime import datetime, time

from standfirst.apps.accounts import api as accounts
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.api import Audience, FurnishedNewsletter, Rhythm
from standfirst.screens.demo.cast import DOMAIN

_ZONE = "Europe/London"
_MORNING, _NOON, _EVENING = time(6, 30), time(12), time(18)

NEWSLETTERS = (
    FurnishedNewsletter(
        slug="first-light",
        title="First Light",
        blurb="A guide to the world before breakfast: six stories, and why they matter today.",
        weekdays="12345",
        at=_MORNING,
        sender_name="Ines Ferreira, The Meridian Review",
        on_front_page=True,
    ),
    FurnishedNewsletter(
        slug="the-landmass",
        title="The Landmass",
        blurb="One continent, one page: what its capitals decided, and what its towns made of it.",
        weekdays="3",
        at=_NOON,
    ),
    FurnishedNewsletter(
        slug="the-interval",
        title="The Interval",
        blurb="A region in a week: its politics, its economics, and what to see, hear and walk out of.",
        weekdays="5",
        at=_NOON,
    ),
    FurnishedNewsletter(
        slug="the-ledger",
        title="The Ledger",
        blurb="One country and its accounts: a number from the week, taken apart on the kitchen table.",
        weekdays="3",
        at=_NOON,
    ),
    FurnishedNewsletter(
        slug="tideline",
        title="Tideline",
        blurb="A country and its neighbours: ports, borders, and the people who cross them.",
        weekdays="4",
        at=_NOON,
        sender_name="Nadia Farrow, The Meridian Review",
    ),
    FurnishedNewsletter(
        slug="chancery",
        title="Chancery",
        blurb="Security and diplomacy as they are practised: who sat where, and what was left out of the minutes.",
        weekdays="4",
        at=_NOON,
        audience=Audience.SUBSCRIBERS,
    ),
    FurnishedNewsletter(
        slug="slow-reading",
        title="Slow Reading",
        blurb="A long piece for the middle of the week and one for its end, and why we could not cut them.",
        weekdays="37",
        at=_NOON,
        on_front_page=True,
    ),
    FurnishedNewsletter(
        slug="evening-roundup",
        title="Evening Roundup",
        blurb="What happened, what it means, and the editors’ favourites of the day, at six o’clock.",
        weekdays="123456",
        at=_EVENING,
        on_front_page=True,
    ),
    FurnishedNewsletter(
        slug="most-read",
        title="Most Read",
        blurb="The articles that subscribers read most in the month that has just ended.",
        rhythm=Rhythm.DAY_OF_MONTH,
        nth=1,
        at=_MORNING,
        audience=Audience.SUBSCRIBERS,
    ),
)


_BELOW = {
    "world": "the-landmass",
    "economics": "the-ledger",
    "politics": "chancery",
    "culture": "the-interval",
    "books": "slow-reading",
    "science": "slow-reading",
}


def put_newsletters_in_place(sections: Mapping[str, int]) -> None:
    """All nine, in this order; one that is there already is left alone. `sections` are numbers by slug."""
    newsletters.open_newsletters()
    for position, newsletter in enumerate(NEWSLETTERS, start=1):
        below = [sections[slug] for slug, offered in _BELOW.items() if offered == newsletter.slug]
        newsletters.set_newsletter(newsletter, position=position, zone=_ZONE, below_articles_of=below)


_RECEIVED = {
    "subscriber": ("slow-reading", "chancery", "evening-roundup"),
    "registered": ("first-light",),
}


def sign_some_up(*, now: datetime) -> None:
    """What some of the cast receive."""
    for part, slugs in _RECEIVED.items():
        reader = accounts.find_by_address(f"{part}@{DOMAIN}")
        wanted = [newsletters.find_newsletter(slug) for slug in slugs]
        if reader is not None:
            newsletters.sign_up(
                reader=reader,
                newsletter_ids=[each.pk for each in wanted if each is not None],
                manner=newsletters.Manner(form="demo", language="en-GB"),
                now=now,
            )
