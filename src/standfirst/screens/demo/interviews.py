"""The demo's interviews: one whose questions are being collected, one that is announced, and one that is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.api import User
from standfirst.apps.live import api as live
from standfirst.apps.moderation import api as moderation
from standfirst.screens.demo.cast import DOMAIN
from standfirst.screens.demo.manuscripts import Manuscript, PictureNote
from standfirst.screens.demo.talk import CHORUS
from standfirst.screens.demo.typesetting import Typesetter

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, of whom, and what became of it: open, waits, answered or declined; `votes` of the chorus."""

    who: str
    text: str
    votes: int = 0
    then: str = "open"


@dataclass(frozen=True, slots=True)
class Planned:
    """An interview so many days from now, under the drawing of a story."""

    slug: str
    title: str
    standfirst: str
    guest: str
    guest_note: str
    days: int
    drawing: str = ""
    video: str = ""


COLLECTING = Planned(
    "leila-haddad-strand",
    "Leila Haddad-Strand on the strait, the toll and the silence between",
    "The chair of the Strait Commission answers subscribers’ questions.",
    "Leila Haddad-Strand",
    "chair of the Strait Commission",
    days=2,
    drawing="the-strait-nobody-owns",
    video="https://archive.org/details/the-meridian-review-live",
)
ANNOUNCED = Planned(
    "the-people-who-name-storms",
    "The people who name the storms",
    "Two of the six who sit at the table where a storm gets its name explain why there is no Quentin.",
    "Aurelio Brandt and Siw Lindqvist",
    "of the Naming Table",
    days=30,
)
OVER = Planned(
    "a-lighthouse-with-two-keepers",
    "A lighthouse with two keepers",
    "They have not spoken since 1998. For an hour they answered questions, in turn.",
    "The keepers of Skarv Light",
    "",
    days=-1,
    drawing="two-keepers-one-light",
)
QUESTIONS = (
    Asked("margarethe", "If a toll needs a flag, whose flag is it on the first morning?", 6),
    Asked("sunniva", "What happens on the morning that one side doesn’t answer?", 5),
    Asked("dario", "Has either government offered to publish the drafts?", 3),
    Asked("colm", "Is there any body of water you would put a toll on?", 2),
    Asked("noor", "من يدفع أجر المرشدين في السنة الأولى؟", 1),
    Asked("subscriber", "What would the money be for, and who would count it?", 4),
    Asked("subscriber", "Who insures a strait?", then="waits"),
    Asked("yusuf", "Why should anybody believe you?", then="declined"),
)
ANSWERED = (
    Asked("colm", "Who decides when the lamp is lit?", 4, then="answered"),
    Asked("subscriber", "Do you leave each other notes?", 5, then="answered"),
    Asked("sunniva", "What would you ask each other, if you did?", 3),
)


def hold_interviews(typesetter: Typesetter, articles: tuple[Manuscript, ...], *, now: datetime) -> None:
    """All three, with what was asked in two of them."""
    pictures = {each.slug: each.picture for each in articles}
    for planned in (COLLECTING, ANNOUNCED, OVER):
        note = pictures.get(planned.drawing)
        room = live.open_room(interview_id=_announce(planned, typesetter, note, now=now))
        if planned is COLLECTING:
            live.move_stage(room_id=room.pk, to=live.Stage.COLLECTING, by=None, now=now - 3 * _DAY)
            _ask_all(room, QUESTIONS, before=now - 2 * _DAY)
        if planned is OVER:
            _hold(room, _whole_hour(now + planned.days * _DAY))


def _announce(planned: Planned, typesetter: Typesetter, note: PictureNote | None, *, now: datetime) -> int:
    interview = live.FurnishedInterview(
        slug=planned.slug,
        title=planned.title,
        standfirst=planned.standfirst,
        guest=planned.guest,
        guest_note=planned.guest_note,
        video=planned.video,
        starts_at=_whole_hour(now + planned.days * _DAY),
        host_id=typesetter.authors["nadia-farrow"],
        poster_id=typesetter.picture(note) if note else None,
        poster_alt=note.alt if note else "",
    )
    return live.set_interview(interview)


def _hold(room: live.Room, starts_at: datetime) -> None:
    live.move_stage(room_id=room.pk, to=live.Stage.COLLECTING, by=None, now=starts_at - _DAY)
    keys = _ask_all(room, ANSWERED, before=starts_at)
    _let_it_run(room, keys, starts_at)


def _whole_hour(moment: datetime) -> datetime:
    return moment.replace(hour=18, minute=0, second=0, microsecond=0)


def _ask_all(room: live.Room, asked: tuple[Asked, ...], *, before: datetime) -> dict[str, str]:
    """The keys of those that are to be answered, by their words."""
    keys: dict[str, str] = {}
    for place, each in enumerate(asked):
        moment = before - timedelta(minutes=7 * (len(asked) - place))
        question = _ask(room, each, moment)
        if each.then == "answered":
            keys[each.text] = question.key
        for part in [part for part in CHORUS if part.key != each.who][: each.votes]:
            voter = User.objects.get(email=part.email)
            live.vote(
                room_id=room.pk, key=question.key, reader_id=voter.pk, now=moment + timedelta(minutes=3)
            )
    live.roll_up(room_id=room.pk, now=before)
    return keys


def _ask(room: live.Room, asked: Asked, moment: datetime) -> live.Question:
    asker = User.objects.get(email=f"{asked.who}@{DOMAIN}")
    moderation.accept_guidelines(reader_id=asker.pk, version=moderation.guidelines().number, now=moment)
    accounts.note_name_seen(reader_id=asker.pk, now=moment)
    question = live.ask_question(
        room_id=room.pk,
        asker_id=asker.pk,
        text=asked.text,
        client_id=uuid4(),
        language=asker.language,
        now=moment,
    )
    host_id, seen = _host_id(), question.version
    if asked.then in {"open", "answered"}:
        live.approve_question(
            key=question.key, by=host_id, seen_version=seen, text=None, now=moment + timedelta(minutes=2)
        )
    if asked.then == "declined":
        live.decline_question(
            key=question.key, rule=2, sentence="Ask what she did, not who she is.", by=host_id, seen_version=seen, now=moment
        )  # fmt: skip
    return question


def _let_it_run(room: live.Room, keys: dict[str, str], starts_at: datetime) -> None:
    """Each is on air for some minutes; then it is over, and one was not reached."""
    host_id = _host_id()
    live.move_stage(room_id=room.pk, to=live.Stage.LIVE, by=host_id, now=starts_at)
    for place, key in enumerate(keys.values(), start=1):
        on_air = live.Room.objects.get(pk=room.pk)
        live.put_on_air(
            room_id=room.pk, key=key, seen_version=on_air.air_version, by=host_id, now=starts_at + timedelta(minutes=6 * place)
        )  # fmt: skip
    live.end_interview(
        room_id=room.pk,
        by=host_id,
        now=starts_at + timedelta(minutes=58),
        farewell="They shook hands, and said so on the record.",
    )


def _host_id() -> int:
    return User.objects.get(email=f"host@{DOMAIN}").pk
