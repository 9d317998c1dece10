"""The report of an edition: counted from the rows, drawn with a table beside each plot, and taken away as files."""

import csv
import re
from datetime import datetime, timedelta
from io import StringIO

import pytest

from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.models import Addressee, Click, Delivery, LetterLink, Sending
from standfirst.apps.newsletters.rules.spans import MOST_STEPS, span_of
from standfirst.core import clock
from tests.apps.newsletters.following import SPONSOR, STORY, linked
from tests.apps.newsletters.sending import MANNER, begin, many
from tests.publication import Publication
from tests.screens.desk.moderating import desk

pytestmark = pytest.mark.django_db
CLICKED = {1: ("person", "person", "robot"), 3: ("unknown",)}


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def sent(publication: Publication, now: datetime) -> Sending:
    """Frozen an hour ago to nine of ten, one was left out: five have it, and some have followed links and signed off."""
    post, begun = publication.post, now - timedelta(hours=1)
    people = many(post.newsletter_id, 10, now=begun)
    newsletters.suppress(address=people[0].address, newsletter_id=None, reason="complaint", now=begun)
    page = newsletters.EditionPage.objects.filter(newsletter_id=post.newsletter_id, state="given").earliest(
        "pk"
    )
    sending = begin(post.newsletter_id, now=begun, number=page.pk, letters=[linked()])
    states = [("sent", "")] * 5 + [
        ("rejected", "address"),
        ("skipped", "stopped"),
        ("unknown", ""),
        ("pending", ""),
    ]
    for place, (row, (state, reason)) in enumerate(
        zip(sending.deliveries.order_by("pk"), states, strict=True)
    ):
        settled = begun + timedelta(minutes=place) if state != "pending" else None
        Delivery.objects.filter(pk=row.pk).update(state=state, reason=reason, settled_at=settled)
    Click.objects.bulk_create(
        Click(
            link=LetterLink.objects.get(sending=sending, number=number),
            followed_at=now,
            follower=who,
            sign="none",
        )
        for number, each in CLICKED.items()
        for who in each
    )
    return sending


def path(sending: Sending, table: str = "") -> str:
    base = f"/desk/editions/{sending.edition_number}/report/"
    return f"{base}{table}.csv" if table else base


def rows(sending: Sending, table: str) -> list[list[str]]:
    answer = desk("Editors", table).get(path(sending, table))
    assert (
        answer.headers["Content-Disposition"]
        == f'attachment; filename="edition-{sending.edition_number}-{table}.csv"'
    )
    text = answer.content.decode().removeprefix("\ufeff")
    return list(csv.reader(StringIO(text)))


def who_has_it(sending: Sending) -> list[Addressee]:
    numbers = sending.deliveries.filter(state="sent").values("addressee_number")
    return list(Addressee.objects.filter(pk__in=numbers).order_by("pk"))


def test_the_books_add_up_with_their_parts(sent: Sending) -> None:
    found = [(what, why, int(number)) for what, why, number in rows(sent, "books")[1:]]
    assert found == [
        ("Signed up", "", 10),
        ("Left out", "the mailbox bounced or complained", 1),
        ("Frozen", "", 9),
        ("Sent", "", 5),
        ("Rejected", "", 1),
        ("Rejected", "of these: no such mailbox", 1),
        ("Skipped", "", 1),
        ("Skipped", "of these: signed off since", 1),
        ("Unknown", "", 1),
        ("To go", "", 1),
    ]
    page = " ".join(desk("Editors").get(path(sent)).content.decode().split())
    assert "5 sent + 1 rejected + 1 skipped + 1 unknown = 8 of 9 frozen" in page


def test_clicks_are_told_apart_by_block_and_by_link(sent: Sending) -> None:
    assert rows(sent, "blocks") == [
        ["Block", "Persons", "Robots", "Unknown"], ["1 · Editor’s note", "2", "1", "0"], ["3 · Latest", "0", "0", "1"],
    ]  # fmt: skip
    by_link = {row[0]: row[2:] for row in rows(sent, "links")[1:]}
    assert (by_link[STORY], by_link[SPONSOR]) == (["2", "1", "0"], ["0", "0", "1"])
    assert len(by_link) == 3
    [over_time] = rows(sent, "clicks")[1:]
    assert over_time[1:] == ["2", "1", "1"]


def test_what_was_delivered_adds_up_over_time(sent: Sending) -> None:
    counts = [(int(each), int(until)) for _, each, until in rows(sent, "delivered")[1:]]
    assert counts == [(1, 1), (1, 2), (1, 3), (1, 4), (1, 5)]


def test_who_signed_off_after_this_edition_and_before_the_next_is_counted(
    sent: Sending, now: datetime
) -> None:
    first, second, third, *_ = who_has_it(sent)
    button = newsletters.Manner(form="one-click", language="en-GB")
    for reader, manner, moment in (
        (first, button, now - timedelta(minutes=30)),
        (second, MANNER, now - timedelta(minutes=20)),
        (third, button, now + timedelta(minutes=20)),
    ):
        newsletters.stop(addressee_id=reader.pk, newsletter_id=sent.newsletter_id, manner=manner, now=moment)
    begin(sent.newsletter_id, now=now, number=10**6, letters=[linked()])
    found = rows(sent, "sign-offs")[1:]
    assert sorted(found) == [
        ["The link in the letter, or the button of the mail program", "1"],
        ["tests", "1"],
    ]


def test_each_plot_has_its_name_its_words_and_its_table(sent: Sending) -> None:
    page = desk("Editors").get(path(sent)).content.decode()
    figures = re.findall(r"<figure.*?</figure>", page, re.S)
    assert len(figures) == 4  # nobody has signed off
    for figure in figures:
        names = re.search(r'aria-labelledby="(\S+) (\S+)"', figure)
        assert names
        assert all(f'id="{each}"' in figure for each in names.groups())
        assert "<figcaption>" in figure
    assert page.count('class="desk-numbers"') == 5
    assert len(re.findall(r'id="plot-', page)) == len(set(re.findall(r'id="(plot-[\w-]+)"', page)))
    assert [each for each in ('style="', "<script>plot") if any(each in figure for figure in figures)] == []
    assert "Opened letters are not counted" in page


def test_no_cell_of_a_file_is_a_formula(sent: Sending) -> None:
    LetterLink.objects.filter(sending=sent, number=1).update(block_name="x", address="=HYPERLINK(1)")
    assert rows(sent, "links")[1][0] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("role", ["Moderators", "Hosts"])
def test_it_is_for_those_who_make_the_edition(sent: Sending, role: str) -> None:
    client = desk(role)
    assert {client.get(path(sent)).status_code, client.get(path(sent, "links")).status_code} == {302}


def test_an_edition_that_was_not_sent_from_here_has_none(publication: Publication, sent: Sending) -> None:
    client, draft = desk("Editors"), publication.post.draft_id
    assert "nothing to report" in client.get(f"/desk/editions/{draft}/report/").content.decode()
    assert client.get(f"/desk/editions/{draft}/report/books.csv").status_code == 404
    assert client.get(path(sent, "nothing")).status_code == 404


@pytest.mark.parametrize("seconds", [0, 1, 59, 60, 3600, 86_400, 40 * 86_400, 700 * 86_400])
def test_any_length_of_time_has_few_steps_and_both_ends(now: datetime, seconds: int) -> None:
    last = now + timedelta(seconds=seconds)
    span = span_of(now, last)
    moments = span.moments()
    assert len(moments) <= MOST_STEPS + 1
    assert moments[0] <= now < moments[0] + span.step
    assert moments[-1] <= last < moments[-1] + span.step
