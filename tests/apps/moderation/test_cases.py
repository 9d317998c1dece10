"""Reports of something unlawful: what may happen to one, who is told, and what is forgotten."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from standfirst.apps.audit import api as audit
from standfirst.apps.mailing.models import Letter
from standfirst.apps.moderation import api as moderation
from standfirst.apps.moderation.actions.keep_case import reopen_case
from standfirst.apps.moderation.models import CaseEntry, CaseFile

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=366)


def report(**facts: Any) -> moderation.Report:
    told = {
        "subject_kind": "comment", "subject_id": 5, "url": "/comments/5/", "snapshot": "What was said.", "law": "§ 130",
        "explanation": "It calls for violence.", "in_good_faith": True, "reporter_name": "Rana", "reporter_email": "rana@x.example",
    }  # fmt: skip
    return moderation.Report(**{**told, **facts})


def opened(now: datetime, **facts: Any) -> int:
    return moderation.open_case(report=report(**facts), now=now)


def test_a_report_has_a_number_and_a_receipt_without_a_word_of_who_wrote_it(now: datetime) -> None:
    number = opened(now, explanation="BUY THIS", reporter_name="BUY THIS", law="BUY THIS")
    letter = Letter.objects.get(to="rana@x.example")
    assert str(number) in letter.subject
    assert "BUY" not in letter.text + letter.html + letter.subject
    assert "What was said" not in letter.text


def test_who_reports_may_stay_unnamed(now: datetime) -> None:
    opened(now, reporter_name="", reporter_email="")
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "facts",
    [
        {"law": " "}, {"explanation": ""}, {"explanation": "a" * 4_001}, {"in_good_faith": False}, {"reporter_email": "no address"},
        {"reporter_email": "a@x.example\r\nBcc: b@x.example"},
    ],
)  # fmt: skip
def test_half_a_report_leaves_nothing(facts: dict[str, Any], now: datetime) -> None:
    with pytest.raises(moderation.Refused):
        opened(now, **facts)
    assert not CaseFile.objects.exists()
    assert not Letter.objects.exists()


def test_a_case_is_taken_up_noted_on_and_decided(now: datetime) -> None:
    number = opened(now)
    assert moderation.count_open_cases() == 1
    moderation.take_up_case(number=number, by=7, now=now)
    moderation.note_on_case(number=number, text="Asked counsel.", by=7, now=now)
    moderation.decide_case(number=number, decision="removed", grounds="It does.", by=7, now=now)
    case = moderation.find_case(number=number)
    assert case is not None
    assert (case.state, case.decision, case.closed_at) == ("decided", "removed", now)
    assert [entry.event for entry in case.entries.all()] == ["opened", "taken_up", "noted", "decided"]
    letter = Letter.objects.filter(to="rana@x.example").latest("pk")
    assert "It does." in letter.text
    assert "counsel" not in letter.text
    assert [entry.action for entry in audit.list_entries(about=f"case:{number}", limit=9)] == [
        "moderation.case_decided", "moderation.case_taken_up",
    ]  # fmt: skip
    assert moderation.count_open_cases() == 0


@pytest.mark.parametrize(
    "event", [event for event in moderation.Event if event is not moderation.Event.OPENED]
)
@pytest.mark.parametrize("state", list(moderation.State))
def test_only_what_the_table_allows_happens(
    state: moderation.State, event: moderation.Event, now: datetime
) -> None:
    number = opened(now, reporter_email="")
    CaseFile.objects.update(state=state)
    acts = {
        "taken_up": lambda: moderation.take_up_case(number=number, by=7, now=now),
        "noted": lambda: moderation.note_on_case(number=number, text="x", by=7, now=now),
        "decided": lambda: moderation.decide_case(
            number=number, decision="stays", grounds="x", by=7, now=now
        ),
        "voided": lambda: moderation.void_case(number=number, because="x", by=7, now=now),
        "reopened": lambda: reopen_case(number=number, because="x", by=7, now=now),
    }
    if event in moderation.events_from(state):
        acts[event]()
        assert CaseEntry.objects.filter(event=event).count() == 1
        return
    with pytest.raises(moderation.Refused):
        acts[event]()
    assert CaseFile.objects.get().state == state
    assert CaseEntry.objects.count() == 1


def test_a_year_after_it_was_closed_a_case_loses_what_people_wrote(now: datetime) -> None:
    number, waiting = opened(now), opened(now)
    moderation.void_case(number=number, because="Sent twice.", by=7, now=now)
    assert moderation.empty_cases(now=now + YEAR - timedelta(days=2)) == 0
    assert moderation.empty_cases(now=now + YEAR) == 1
    assert moderation.empty_cases(now=now + YEAR) == 0
    case = CaseFile.objects.get(pk=number)
    assert (case.snapshot, case.reporter_name, case.reporter_email, case.explanation) == ("", "", "", "")
    assert CaseFile.objects.get(pk=waiting).snapshot


def test_cases_are_found_by_what_they_are_about(now: datetime) -> None:
    number = opened(now)
    assert [case.pk for case in moderation.cases_about(subject_kind="comment", subject_ids=[5, 6])[5]] == [
        number
    ]
    assert moderation.cases_about(subject_kind="question", subject_ids=[5]) == {}
    assert [case.pk for case in moderation.list_cases(only_open=True, limit=9)] == [number]
