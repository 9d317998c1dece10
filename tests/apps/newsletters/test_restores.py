"""After a restore nothing is sent before a person has looked: senders notice it by a mark that lies outside the database."""

from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from standfirst.apps.audit import api as audit
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.actions.heed_restore import RESTORED, heed_restore
from standfirst.apps.newsletters.actions.sender_ledger import Ledger
from standfirst.apps.newsletters.gateways import marks
from standfirst.apps.newsletters.gateways.marks import Mark, leave_mark, mark_here, read_mark
from standfirst.apps.newsletters.models import SendingSwitch
from tests.apps.newsletters.sending import begin, claim, many

pytestmark = pytest.mark.django_db


def left(folder: Path, *, life: str | None = None, ahead: int = 0) -> None:
    """The mark of a database that was this one, or another."""
    here = mark_here()
    leave_mark(Mark(life or here.life, here.place + ahead), folder)


def test_a_database_that_only_moves_on_is_no_restored_one(tmp_path: Path, now: datetime) -> None:
    assert not heed_restore(folder=tmp_path, now=now)
    for _ in range(3):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")
        assert not heed_restore(folder=tmp_path, now=now)
    assert not newsletters.is_everything_paused()


def is_left_anew(folder: Path, *, since: Mark) -> bool:
    """Every database of the server counts with it, so the mark lies between what was before the look and what is after it."""
    found = read_mark(folder)
    return found is not None and found.life == since.life and since.place <= found.place <= mark_here().place


def test_the_mark_is_left_anew_at_each_look(tmp_path: Path, now: datetime) -> None:
    left(tmp_path, ahead=-10)
    before = mark_here()
    assert not heed_restore(folder=tmp_path, now=now)
    assert is_left_anew(tmp_path, since=before)


@pytest.mark.parametrize("other", [{"ahead": 1000}, {"life": "another/1/2"}])
def test_an_earlier_database_or_another_one_stops_everything_and_says_why(
    offered: dict[str, int], tmp_path: Path, now: datetime, other: dict[str, Any]
) -> None:
    many(offered["everybody"], 3, now=now)
    begin(offered["everybody"], now=now)
    left(tmp_path, **other)
    assert heed_restore(folder=tmp_path, now=now)
    switch = newsletters.switch()
    assert switch
    assert (switch.is_paused, switch.because) == (True, RESTORED)
    assert claim(now=now) == []
    entry = audit.Entry.objects.latest("number")
    assert (entry.action, entry.actor) == ("newsletters.pause_everything", "the house")
    newsletters.resume_everything(now=now)
    assert not heed_restore(folder=tmp_path, now=now)
    assert len(claim(now=now)) == 3


def test_a_sender_notices_it_before_it_claims_anything(
    offered: dict[str, int], tmp_path: Path, now: datetime, settings: Any
) -> None:
    settings.BULK_SMTP_HOST, settings.BULK_BOUNCE_DOMAIN, settings.BULK_DKIM_BY_SERVER = (
        "x",
        "b.example",
        True,
    )
    settings.BULK_JOURNALS = tmp_path
    left(tmp_path, ahead=1000)
    ledger = Ledger(newsletters.open_lane(), owner="0" * 16)
    ledger._lane.journals.mkdir(exist_ok=True)
    ledger_begins(ledger)
    assert newsletters.is_everything_paused()


def ledger_begins(ledger: Ledger) -> None:
    """In this test's own transaction, which its fresh session would end."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(connection, "close", lambda: None)
        ledger.begin()


def test_twin_without_the_mark_nobody_notices(tmp_path: Path, now: datetime, monkeypatch: Any) -> None:
    left(tmp_path, ahead=1000)
    monkeypatch.setattr(marks.Mark, "went_back", lambda *_: False)
    heed_restore(folder=tmp_path, now=now)
    assert not newsletters.is_everything_paused()


@pytest.mark.parametrize("torn", ["", "one word", "life notanumber", "a b c"])
def test_a_torn_mark_is_none_and_is_left_anew(tmp_path: Path, now: datetime, torn: str) -> None:
    (tmp_path / marks.NAME).write_text(torn)
    before = mark_here()
    assert not heed_restore(folder=tmp_path, now=now)
    assert is_left_anew(tmp_path, since=before)


def test_what_somebody_paused_before_keeps_its_reason(tmp_path: Path, now: datetime) -> None:
    newsletters.pause_everything(because="A strike", now=now)
    left(tmp_path, ahead=1000)
    heed_restore(folder=tmp_path, now=now)
    assert SendingSwitch.objects.get().because == "A strike"


def test_forgetting_again_after_a_restore_pauses_newsletters_too(tmp_path: Path) -> None:
    ledger, out = tmp_path / "erasures.txt", StringIO()
    ledger.write_text("")
    call_command("replay_erasures", str(ledger), stdout=out)
    assert newsletters.is_everything_paused()
    assert "All newsletters are paused" in out.getvalue()
    call_command("replay_erasures", str(ledger), stdout=StringIO())
    assert audit.Entry.objects.filter(action="newsletters.pause_everything").count() == 1
