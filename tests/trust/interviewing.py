"""The forms of live interviews, filled in rightly and about to be sent by a reader."""

from datetime import timedelta
from uuid import uuid4

from django.test import Client

from standfirst.apps.accounts.api import User
from standfirst.apps.live import api as live
from standfirst.apps.live.actions.remind import stop_token
from standfirst.apps.live.models import Reminder
from standfirst.core import clock
from tests.apps.comments.talking import mannered
from tests.apps.live.interviewing import a_room, an_asker
from tests.publication import Publication
from tests.signing_in import enter
from tests.trust.posting import Posting, Prepared, inside

TEXT = "Who pays the pilots?"


def _asked(asker: User, *, opened: bool) -> live.Question:
    moment = clock.now()
    room = a_room(moment)
    question = live.ask_question(room_id=room.pk, asker_id=asker.pk, text=TEXT, client_id=uuid4(), now=moment)
    if opened:
        live.approve_question(key=question.key, by=None, seen_version=1, now=moment)
    return question


def ask(publication: Publication) -> Posting:
    mannered(publication.reader("subscriber"), now=clock.now())
    path = f"/live/{a_room(clock.now()).interview_id}/ask/"
    fields = {"text": TEXT, "client_id": str(uuid4())}
    return Posting(inside(publication, "subscriber"), path, fields, ("anyway", "guidelines", "seen_name"))


def alike(publication: Publication) -> Posting:
    path = f"/live/{a_room(clock.now()).interview_id}/alike/"
    return Posting(inside(publication, "subscriber"), path, {"text": TEXT})


def with_own(act: str, **fields: str) -> Prepared:
    def prepare(publication: Publication) -> Posting:
        asker = mannered(publication.reader("subscriber"), now=clock.now())
        question = _asked(asker, opened=False)
        return Posting(inside(publication, "subscriber"), f"/live/q/{question.key}/{act}/", fields)

    return prepare


def vote(publication: Publication) -> Posting:
    question = _asked(mannered(publication.reader("subscriber"), now=clock.now()), opened=True)
    client = enter(Client(), an_asker("otto", now=clock.now()))
    return Posting(client, f"/live/q/{question.key}/vote/", {"wanted": "yes"})


def remind(publication: Publication) -> Posting:
    room = a_room(clock.now(), live.Stage.ANNOUNCED, starts_at=clock.now() + timedelta(days=3))
    return Posting(inside(publication), f"/live/{room.interview_id}/remind/", {"wanted": "yes"})


def stop_letters(publication: Publication) -> Posting:
    room, reader_id = a_room(clock.now(), live.Stage.ANNOUNCED), publication.people["subscriber"]
    live.set_reminder(reader_id=reader_id, interview_id=room.interview_id, wanted=True, now=clock.now())
    token = stop_token(Reminder.objects.get(reader_id=reader_id, interview_id=room.interview_id))
    return Posting(Client(), f"/live/no-mail/{token}/")


INTERVIEWING: dict[str, Prepared] = {
    "live:ask": ask,
    "live:alike": alike,
    "live:edit": with_own("edit", text="Who pays the pilots, and when?"),
    "live:withdraw": with_own("withdraw"),
    "live:vote": vote,
    "live:remind": remind,
    "live:no-mail": stop_letters,
}
