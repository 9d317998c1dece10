"""Calendar files: what a strict reader finds in them, whatever was written into an interview; and a feed that can be stopped."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from standfirst.apps.live.rules.calendars import Entry, written
from standfirst.apps.membership import api as membership
from standfirst.core import clock
from tests.apps.live.staging import an_interview
from tests.publication import Publication

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
ESCAPED = {"\\\\": "\\", "\\n": "\n", "\\N": "\n", "\\,": ",", "\\;": ";"}


def lines_of(file: bytes) -> list[tuple[str, str]]:
    """Names and values by the letter of RFC 5545 §3.1, shared with nothing that wrote them."""
    unfolded: list[str] = []
    for line in file.decode().split("\r\n"):
        assert len(line.encode()) <= 75
        assert "\r" not in line
        assert "\n" not in line
        if line.startswith((" ", "\t")):
            unfolded[-1] += line[1:]
        elif line:
            unfolded.append(line)
    parted = [line.partition(":") for line in unfolded]
    return [(name.partition(";")[0], value) for name, _, value in parted]


def text_of(value: str) -> str:
    found, at = "", 0
    while at < len(value):
        pair = value[at : at + 2]
        found += ESCAPED.get(pair, value[at])
        at += 2 if pair in ESCAPED else 1
    return found


def an_entry(**more: object) -> Entry:
    fields: dict[str, object] = {
        "uid": "interview-1@review.example", "name": "A talk", "about": "About it.", "address": "https://review.example/live/a/",
        "starts_at": NOW + timedelta(days=1), "ends_at": NOW + timedelta(days=1, hours=1), "changed_at": NOW, "sequence": 3,
        **more,
    }  # fmt: skip
    return Entry(**fields)  # type: ignore[arg-type]


NASTY = [
    "x\r\nATTENDEE:mailto:a@evil.example", "x\nBEGIN:VALARM", "x\rEND:VCALENDAR", "a;b,c:d\\n\\", "\u2028URL:https://evil.example",
    "x\x00\x0bDTSTART:1", "ü" * 90, "“Who, then?” – 100 %; yes",
]  # fmt: skip


@pytest.mark.parametrize("text", NASTY)
def test_whatever_is_written_stays_within_its_own_line(text: str) -> None:
    plain = [name for name, _ in lines_of(written([an_entry()], name="The Example", now=NOW))]
    found = lines_of(written([an_entry(name=text, about=text)], name=text, now=NOW))
    assert [name for name, _ in found] == plain


@given(st.text(max_size=300))
def test_any_text_is_read_back_as_it_was_but_for_its_breaks(text: str) -> None:
    found = dict(lines_of(written([an_entry(name=text)], name="The Example", now=NOW)))
    said = text_of(found["SUMMARY"])
    assert said.split() == "".join(" " if each in "\r\n" else each for each in said).split()
    kept = [each for each in text if each.isprintable() and not each.isspace()]
    assert [each for each in said if each.isprintable() and not each.isspace()] == kept


def test_times_are_in_utc_and_the_name_of_an_event_lasts() -> None:
    found = dict(lines_of(written([an_entry()], name="The Example", now=NOW)))
    assert (found["DTSTART"], found["DTEND"], found["DTSTAMP"]) == (
        "20261121T090000Z", "20261121T100000Z", "20261120T090000Z",
    )  # fmt: skip
    assert (found["UID"], found["SEQUENCE"], found["METHOD"]) == (
        "interview-1@review.example",
        "3",
        "PUBLISH",
    )


@pytest.mark.django_db
def test_the_file_of_one_interview_is_for_everybody(publication: Publication) -> None:
    now = clock.now()
    interview = an_interview(now=now, watch_access="subscribers", video="https://youtu.be/abcdefghijk")
    answer = Client().get(f"/live/{interview.pk}/calendar.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    found = dict(lines_of(answer.content))
    assert text_of(found["SUMMARY"]) == interview.title
    assert found["URL"].endswith("/live/the-strait/")
    assert "abcdefghijk" not in answer.content.decode()


@pytest.mark.django_db
def test_a_changed_time_keeps_the_name_and_raises_the_sequence(publication: Publication) -> None:
    interview = an_interview(now=clock.now())
    before = dict(lines_of(Client().get(f"/live/{interview.pk}/calendar.ics").content))
    interview.first_published_at -= timedelta(hours=1)
    interview.starts_at += timedelta(hours=2)
    interview.save_revision().publish()
    after = dict(lines_of(Client().get(f"/live/{interview.pk}/calendar.ics").content))
    assert after["UID"] == before["UID"]
    assert after["DTSTART"] != before["DTSTART"]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])


@pytest.mark.django_db
def test_a_members_feed_has_all_that_come_until_its_address_is_stopped(publication: Publication) -> None:
    now = clock.now()
    an_interview("one", now=now, title="The first")
    an_interview("two", now=now, title="The second", starts_at=now + timedelta(days=9))
    reader = publication.reader("subscriber")
    address = f"/live/calendar/{publication.feed_keys['subscriber']}/interviews.ics"
    answer = Client().get(address)
    names = [value for name, value in lines_of(answer.content) if name == "SUMMARY"]
    assert names == ["The first", "The second"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    membership.revoke_feed_key(reader_id=reader.pk, now=now)
    assert Client().get(address).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["made-up", "x" * 300])
def test_a_key_that_nobody_has_opens_no_calendar(publication: Publication, key: str) -> None:
    an_interview(now=clock.now())
    assert Client().get(f"/live/calendar/{key}/interviews.ics").status_code == 404
