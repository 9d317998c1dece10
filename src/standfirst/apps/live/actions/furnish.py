"""Put interviews in place; each call leaves one of that slug alone where there is one."""

from dataclasses import asdict, dataclass
from datetime import datetime

from standfirst.apps.editorial.api import find_front
from standfirst.apps.live.models import InterviewPage, LiveIndexPage
from standfirst.apps.membership.api import Access
from standfirst.core.db import savepoint


@dataclass(frozen=True, slots=True, kw_only=True)
class FurnishedInterview:
    """An interview as it begins. `starts_at` and `collects_from` are moments."""

    slug: str
    title: str
    standfirst: str
    guest: str
    starts_at: datetime
    guest_note: str = ""
    host_id: int | None = None
    minutes: int = 60
    collects_from: datetime | None = None
    poster_id: int | None = None
    poster_alt: str = ""
    video: str = ""
    delay_seconds: int = 0
    watch_access: str = Access.OPEN.value
    ask_access: str = Access.SUBSCRIBERS.value
    vote_access: str = Access.SUBSCRIBERS.value
    replay_access: str = Access.SUBSCRIBERS.value
    hides_tallies: bool = False
    by_clock: bool = False


def open_interviews() -> int:
    """The number of the page under which they stand, made the first time."""
    with savepoint():
        there = LiveIndexPage.objects.first()
        if there is None:
            page = LiveIndexPage(title="Live interviews", slug="live", show_in_menus=True, live=False)
            there = find_front().add_child(instance=page)
            there.save_revision().publish()
        number: int = there.pk
        return number


def set_interview(interview: FurnishedInterview) -> int:
    """Its number. Raises ValidationError for one that cannot be."""
    index = LiveIndexPage.objects.get(pk=open_interviews())
    there = InterviewPage.objects.child_of(index).filter(slug=interview.slug).first()
    if there is None:
        page = InterviewPage(**asdict(interview), live=False)
        page.full_clean(exclude=["path", "depth", "url_path"])
        there = index.add_child(instance=page)
        there.save_revision().publish()
    number: int = there.pk
    return number
