"""Reads of interviews: the cards of which lists and pages are made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from standfirst.apps.editorial import api as editorial
from standfirst.apps.live.models import InterviewPage, LiveIndexPage, Room
from standfirst.apps.live.rules.calendars import Entry
from standfirst.apps.live.rules.states import Stage
from standfirst.apps.live.rules.videos import Video, video_of

LISTED = 100  # interviews to be seen again


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewCard:
    """An interview as everybody may know it; `host_url` is empty where the host has no page."""

    id: int
    url: str
    title: str
    standfirst: str
    guest: str
    guest_note: str
    host: str
    host_url: str
    starts_at: datetime
    ends_at: datetime
    opens_at: datetime
    stage: Stage
    poster: editorial.PictureCard | None
    watch_access: str
    ask_access: str
    vote_access: str
    replay_access: str
    hides_tallies: bool
    delay_seconds: int
    changed_at: datetime
    revision: int

    @property
    def is_live(self) -> bool:
        return self.stage is Stage.LIVE

    @property
    def is_to_come(self) -> bool:
        return self.stage in {Stage.ANNOUNCED, Stage.COLLECTING}

    @property
    def is_over(self) -> bool:
        return self.stage in {Stage.ENDED, Stage.REPLAY}


@dataclass(frozen=True, slots=True)
class Programme:
    """All of them, apart by what they have come to."""

    on_now: tuple[InterviewCard, ...]
    to_come: tuple[InterviewCard, ...]
    over: tuple[InterviewCard, ...]


def programme() -> Programme:
    """What runs, what comes (the next one first) and what is over (the last one first), in two queries."""
    cards = list(cards_of(live_interviews().order_by("-starts_at")[:LISTED]))
    return Programme(
        on_now=tuple(card for card in cards if card.is_live),
        to_come=tuple(card for card in reversed(cards) if card.is_to_come),
        over=tuple(card for card in cards if card.is_over),
    )


def live_interviews() -> QuerySet[InterviewPage]:
    """All that are published, with what their cards need."""
    found: QuerySet[InterviewPage] = InterviewPage.objects.live().select_related("host", "poster")
    return found


def list_to_come(*, after: datetime) -> list[InterviewCard]:
    """Those that begin after a moment, the next one first."""
    return list(cards_of(live_interviews().filter(starts_at__gt=after).order_by("starts_at")[:LISTED]))


def cards_named(*, ids: Iterable[int]) -> list[InterviewCard]:
    """Those that are published."""
    return list(cards_of(live_interviews().filter(pk__in=list(ids))))


def find_card(interview_id: int) -> InterviewCard | None:
    """Of one that is published."""
    return next(iter(cards_of(live_interviews().filter(pk=interview_id))), None)


def cards_of(pages: Iterable[InterviewPage]) -> Iterable[InterviewCard]:
    """With the stage that each has come to."""
    found = list(pages)
    rooms = Room.objects.filter(interview__in=[page.pk for page in found], is_rehearsal=False)
    stages = dict(rooms.values_list("interview_id", "stage"))
    return (card_of(page, Stage(stages.get(page.pk, Stage.ANNOUNCED))) for page in found)


def card_of(page: InterviewPage, stage: Stage) -> InterviewCard:
    """Of a page, which may be a draft in the desk's preview."""
    has_page = page.host is not None and page.host.live
    return InterviewCard(
        id=page.pk,
        url=editorial.path_of(page.url_path),
        title=page.title,
        standfirst=page.standfirst,
        guest=page.guest,
        guest_note=page.guest_note,
        host=page.host.title if page.host else "",
        host_url=editorial.path_of(page.host.url_path) if page.host and has_page else "",
        starts_at=page.starts_at,
        ends_at=page.ends_at,
        opens_at=page.opens_at,
        stage=stage,
        poster=editorial.picture_card(page.poster, alt=page.poster_alt) if page.poster else None,
        watch_access=page.watch_access,
        ask_access=page.ask_access,
        vote_access=page.vote_access,
        replay_access=page.replay_access,
        hides_tallies=page.hides_tallies,
        delay_seconds=page.delay_seconds,
        changed_at=page.last_published_at or page.starts_at,
        revision=_revision(page),
    )


def find_video(page: InterviewPage) -> Video | None:
    """What plays it; None where it has none, or none that pages may hold."""
    return video_of(page.video, own=[settings.ORIGIN, *settings.VIDEO_HOSTS])


def entry_of(card: InterviewCard) -> Entry:
    """What a calendar keeps of it."""
    return Entry(
        uid=f"interview-{card.id}@{settings.ORIGIN.partition('://')[2]}",
        name=card.title,
        about=card.standfirst,
        address=settings.ORIGIN + card.url,
        starts_at=card.starts_at,
        ends_at=card.ends_at,
        changed_at=card.changed_at,
        sequence=card.revision,
    )


def find_index() -> Any:
    """The page under which they stand; None before the first."""
    return LiveIndexPage.objects.first()


def _revision(page: InterviewPage) -> int:
    """Rises with each publishing: the seconds since the first."""
    if page.first_published_at is None or page.last_published_at is None:
        return 0
    return int((page.last_published_at - page.first_published_at).total_seconds())
