"""Live interviews in newsletters: the one that comes next, and what was asked and not reached."""

from datetime import UTC, datetime, timedelta

import pytest

from standfirst.apps.live import api as live
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.actions.plan_editions import plan_newsletter
from standfirst.apps.newsletters.models import EditionPage
from tests.apps.live.interviewing import a_room, an_asker, an_interview, ask, asked
from tests.apps.membership.subscribing import BY_DESK
from tests.apps.newsletters.editing import (
    Sender,
    draft,
    editions_of,
    make_newsletter,
    note,
    open_for_letters,
    write,
)
from tests.publication import Publication

DAY = timedelta(days=1)
COMING = ("interviews", {"title": "Live", "most": 1})
UNREACHED = ("questions", {"title": "Not reached", "most": 2})
pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    return datetime(2036, 11, 21, 12, tzinfo=UTC)


def words_of(page: EditionPage, now: datetime) -> tuple[str, str]:
    """The markup and the text of the letter to everybody."""
    found = newsletters.letters_of(newsletters.as_written(page), now=now)
    letter = next(each for each in found if each.variant == "reader")
    return letter.html, letter.text


def two_days(now: datetime, *blocks: tuple[str, object]) -> tuple[EditionPage, EditionPage]:
    """The next two editions of a daily newsletter."""
    open_for_letters()
    newsletter = make_newsletter(begun=now - 30 * DAY)
    plan_newsletter(newsletter_id=newsletter.pk, now=now)
    first, second = editions_of(newsletter).filter(slot__gt=now)[:2]
    return write(first, *blocks), write(second, *blocks)


def given(page: EditionPage) -> str:
    """What goes out."""
    sender = Sender()
    newsletters.settle_editions(begin=sender, now=page.slot)
    [(_, _, letters)] = sender.given
    return "".join(letter.html + letter.text for letter in letters)


def test_the_next_interview_is_announced_with_its_time_and_address(
    publication: Publication, now: datetime
) -> None:
    an_interview(now, title="A later one", starts_at=now + 3 * DAY)
    page = an_interview(now, title="The strait", starts_at=now + 2 * DAY)
    for told in words_of(draft(now, note("Hello."), COMING), now):
        assert "Sunday 23 November, 12:00 UTC" in told
        assert "The strait" in told
        assert page.url in told
        assert "A later one" not in told


def test_an_interview_is_announced_in_each_edition_until_it_begins(
    publication: Publication, now: datetime
) -> None:
    an_interview(now, title="The strait", starts_at=now + 4 * DAY)
    first, second = two_days(now, note("Hello."), COMING)
    newsletters.approve_edition(edition_id=first.pk, by=BY_DESK, now=now)
    assert "The strait" in words_of(second, now + DAY)[1]
    assert "The strait" not in words_of(second, now + 5 * DAY)[1]


def test_questions_that_were_not_reached_are_printed_with_their_names_once_and_no_others(
    publication: Publication, now: datetime
) -> None:
    room = a_room(now - DAY)
    asker, other = an_asker("ada", now=now - DAY), an_asker("bo", now=now - DAY)
    asked(room, asker, "Who pays for the light?", now=now - DAY)
    ask(room, other, "Nobody has read this one yet.", now=now - DAY)
    live.end_interview(room_id=room.pk, by=None, now=now - DAY / 2)
    page, second = two_days(now, note("Hello."), UNREACHED)
    for told in words_of(page, now):
        assert "Who pays for the light?" in told
        assert "Ada E" in told
        assert "Nobody has read" not in told
    newsletters.approve_edition(edition_id=page.pk, by=BY_DESK, now=now)
    assert "Who pays" not in words_of(second, now)[1]


def test_a_question_that_is_taken_down_after_the_approval_is_not_sent(
    publication: Publication, now: datetime
) -> None:
    room = a_room(now - DAY)
    question = asked(room, an_asker("ada", now=now - DAY), "Who pays for the light?", now=now - DAY)
    live.end_interview(room_id=room.pk, by=None, now=now - DAY / 2)
    page = draft(now, note("Hello."), UNREACHED)
    newsletters.approve_edition(edition_id=page.pk, by=BY_DESK, now=now)
    live.take_down_question(key=question.key, rule=None, sentence="Not ours.", by=None, now=now)
    assert "Who pays" not in given(page)
