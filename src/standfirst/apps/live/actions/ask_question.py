"""Ask a question: whatever was true when the page was read, what is true now decides."""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from standfirst.apps.accounts import api as accounts
from standfirst.apps.live.actions.judge_question import cleaned, judged
from standfirst.apps.live.models import Question, Room, Step, Tally
from standfirst.apps.live.queries.own import find_asked, find_same
from standfirst.apps.live.queries.rights import check_may_ask
from standfirst.apps.live.rules.grams import grams_of
from standfirst.apps.live.rules.refusals import Code, Refused
from standfirst.apps.live.rules.sizes import BETWEEN_QUESTIONS, MOST_OPEN
from standfirst.apps.live.rules.states import State
from standfirst.apps.moderation import api as moderation
from standfirst.core.db import transaction
from standfirst.core.limits import Limit, spend
from standfirst.core.text.fold import fold

_LIMIT = Limit("live.ask", 1, BETWEEN_QUESTIONS)


def ask_question(
    *, room_id: int, asker_id: int, text: str, client_id: UUID, language: str = "", now: datetime
) -> Question:
    """The question, which waits for the desk; their own earlier one where they have asked it before, in the same words or
    by the same form. Raises Refused, and then nothing is kept."""
    asker = accounts.find_reader(reader_id=asker_id)
    room = Room.objects.select_related("interview").filter(pk=room_id).first()
    if room is None:
        raise Refused(Code.GONE)
    if asker is None:
        raise Refused(Code.SIGN_IN)
    if asked := find_asked(asker_id=asker_id, client_id=client_id):
        return asked
    restriction = check_may_ask(asker, room, now=now)
    _check_manners(asker)
    told = cleaned(text)
    key = moderation.text_key(told)
    if same := find_same(asker_id=asker_id, room_id=room_id, text_key=key):
        return same
    findings = judged(told, source=text, asker=asker, restriction=restriction, language=language)
    _check_pace(room, asker_id, now)
    question = Question(
        room=room, key=secrets.token_hex(8), client_id=client_id, asker=asker, text=told, text_key=key,
        grams=grams_of(fold(told)), language=language, findings=findings, asked_at=now,
    )  # fmt: skip
    return _written(question, now=now)


def _check_manners(asker: accounts.User) -> None:
    """They keep to the guidelines of today, and have seen under which name they appear. Raises Refused."""
    if moderation.accepted_version(reader_id=asker.pk) != moderation.guidelines().number:
        raise Refused(Code.GUIDELINES)
    if asker.username_seen_at is None or not asker.username:
        raise Refused(Code.NAME)


def _check_pace(room: Room, asker_id: int, now: datetime) -> None:
    """One a minute, and few that wait or are open. As only one of two that come at once passes the first, the second holds."""
    waiting = Question.objects.filter(room=room, asker_id=asker_id, state__in=[State.PENDING, State.OPEN])
    if waiting.count() >= MOST_OPEN:
        raise Refused(Code.TOO_MANY, f"You have {MOST_OPEN} questions here already. You can withdraw one.")
    if spend(_LIMIT, key=f"{room.pk}:{asker_id}", now=now):
        raise Refused(Code.TOO_SOON)


def _written(question: Question, *, now: datetime) -> Question:
    try:
        with transaction():
            question.save()
            Tally.objects.create(question=question, room_id=question.room_id, counted_at=now)
            Step.objects.create(question=question, was="", became=State.PENDING, made_at=now)
    except IntegrityError:
        asked = find_asked(asker_id=question.asker_id or 0, client_id=question.client_id)
        if asked is None:
            raise
        return asked  # by the same form, sent at the same time
    return question
