"""The list of interviews and the page of each, as visitors, readers and subscribers are given them."""

import json
import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory

from standfirst.apps.editorial.views import page
from standfirst.apps.live.models import InterviewPage
from standfirst.apps.live.rules.states import Stage
from standfirst.core import clock
from standfirst.core.http.marks import SHARED_HEADER, read_shared
from standfirst.core.viewer import VISITOR
from tests.apps.live.staging import an_interview
from tests.publication import Publication
from tests.signing_in import enter

pytestmark = pytest.mark.django_db
YOUTUBE = "https://www.youtube.com/watch?v=abcdefghijk"
FRAME = "https://www.youtube-nocookie.com/embed/abcdefghijk"


@pytest.fixture
def now() -> datetime:
    """Of this moment, as whole requests read the clock."""
    return clock.now()


def page_of(interview: InterviewPage, client: Client | None = None) -> str:
    answer = (client or Client()).get(f"/live/{interview.slug}/")
    assert answer.status_code == 200
    return answer.content.decode()


def as_who(publication: Publication, who: str) -> Client:
    return Client() if who == "visitor" else enter(Client(), publication.reader(who))


def tags_at(path: str) -> frozenset[str]:
    request = RequestFactory().get(f"/{path}")
    request.viewer = VISITOR  # type: ignore[attr-defined]
    return read_shared(page(request, path).headers[SHARED_HEADER])[1]


def test_the_list_parts_what_runs_what_comes_and_what_is_over(
    publication: Publication, now: datetime
) -> None:
    for slug, stage in (
        ("over", Stage.ENDED),
        ("later", None),
        ("live", Stage.LIVE),
        ("sooner", Stage.COLLECTING),
    ):
        days = {"later": 9, "sooner": 2}.get(slug, 0)
        an_interview(
            f"the-{slug}", now=now, stage=stage, title=f"One {slug}", starts_at=now + timedelta(days=days)
        )
    shown = Client().get("/live/").content.decode()
    places = [
        shown.index(part)
        for part in (">On air<", "One live", ">Coming<", "One sooner", "One later", ">Earlier<", "One over")
    ]
    assert places == sorted(places)


def test_a_draft_is_neither_listed_nor_opened(publication: Publication, now: datetime) -> None:
    an_interview(now=now)
    secret = an_interview("hidden", now=now, title="One that nobody knows of")
    secret.unpublish()
    assert "nobody knows of" not in Client().get("/live/").content.decode()
    assert Client().get("/live/hidden/").status_code == 404
    assert Client().get(f"/live/{secret.pk}/calendar.ics").status_code == 404


def test_the_bar_of_every_page_leads_to_the_interviews_once_there_are_any(
    publication: Publication, now: datetime
) -> None:
    assert 'href="/live/"' not in Client().get("/about/").content.decode()
    an_interview(now=now)
    assert 'href="/live/"' in Client().get("/about/").content.decode()


def test_a_time_names_its_zone_and_its_moment(publication: Publication, now: datetime, settings: Any) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    starts_at = datetime(2027, 1, 15, 18, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    shown = page_of(an_interview(now=now, starts_at=starts_at))
    assert 'datetime="2027-01-15T18:00:00+01:00"' in shown
    assert "18:00–19:00 CET" in shown


@pytest.mark.parametrize(
    ("watch", "who", "sees"),
    [
        ("open", "visitor", True),
        ("registered", "visitor", False), ("registered", "registered", True), ("registered", "lapsed", True),
        ("subscribers", "visitor", False), ("subscribers", "registered", False), ("subscribers", "lapsed", False),
        ("subscribers", "subscriber", True),
    ],
)  # fmt: skip
def test_the_picture_is_for_those_who_may_watch(
    publication: Publication, now: datetime, watch: str, who: str, sees: bool
) -> None:
    interview = an_interview(now=now, stage=Stage.LIVE, video=YOUTUBE, watch_access=watch)
    shown = page_of(interview, as_who(publication, who))
    assert (FRAME in shown) is sees
    assert ("abcdefghijk" in shown) is sees
    assert "The chair answers" in shown


def test_a_stranger_is_led_to_join_and_back(publication: Publication, now: datetime) -> None:
    interview = an_interview(now=now, stage=Stage.LIVE, video=YOUTUBE, watch_access="subscribers")
    shown = page_of(interview)
    assert 'href="/join/?next=%2Flive%2Fthe-strait%2F"' in shown
    assert 'href="/sign-in/?next=%2Flive%2Fthe-strait%2F"' in shown


def test_the_page_is_shared_and_says_what_purges_it(publication: Publication, now: datetime) -> None:
    interview = an_interview(now=now)
    assert f"interview:{interview.pk}" in tags_at("live/the-strait/")
    assert {"interviews", f"interview:{interview.pk}"} <= tags_at("live/")


def test_search_engines_are_told_of_a_broadcast_without_its_picture(
    publication: Publication, now: datetime
) -> None:
    nasty = "</script><script>alert(1)</script>"
    interview = an_interview(now=now, stage=Stage.LIVE, video=YOUTUBE, title=f"A talk {nasty}"[:200])
    shown = page_of(interview)
    assert nasty not in shown
    found = re.search(r'<script type="application/ld\+json">(.+?)</script>', shown)
    assert found
    data = json.loads(found[1])
    assert (data["@type"], data["isLiveBroadcast"], data["isAccessibleForFree"]) == (
        "BroadcastEvent",
        True,
        True,
    )
    assert data["name"] == f"A talk {nasty}"
    assert datetime.fromisoformat(data["startDate"]) == interview.starts_at
    assert "youtube" not in found[1]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("video", "https://evil.example/film.mp4"),
        ("video", "https://www.youtube.com.evil.example/watch?v=abcdefghijk"),
        ("video", "https://datawrapper.dwcdn.net/abcde/"),
        ("video", "https://films.example@evil.example/film.mp4"),
        ("slug", "calendar"),
        ("slug", "2026"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(
    publication: Publication, now: datetime, settings: Any, field: str, value: str
) -> None:
    settings.VIDEO_HOSTS = ["https://films.example"]
    with pytest.raises(ValidationError) as refused:
        an_interview(**{"slug": "one", "now": now, field: value})
    assert field in refused.value.message_dict
    assert InterviewPage.objects.count() == 0


def test_ones_own_film_is_played_by_the_browser_and_the_policy_allows_its_host_alone(
    publication: Publication, now: datetime, settings: Any
) -> None:
    settings.VIDEO_HOSTS = ["https://films.example"]
    interview = an_interview(now=now, stage=Stage.LIVE, video="https://films.example/a.m3u8")
    answer = Client().get(f"/live/{interview.slug}/")
    assert (
        '<source src="https://films.example/a.m3u8" type="application/vnd.apple.mpegurl">'
        in answer.content.decode()
    )
    policy = answer.headers["Content-Security-Policy"]
    assert "media-src 'self' https://films.example;" in policy
    assert "https://www.youtube-nocookie.com" in policy
