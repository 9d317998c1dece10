"""The demo's live interviews: one that was held, one that collects questions, and what is asked in them. All of it is invented."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.api import User
from standfirst.apps.live import api as live
from standfirst.apps.membership import api as membership
from standfirst.apps.moderation import api as moderation
from standfirst.screens.demo.cast import DOMAIN
from standfirst.screens.demo.manuscripts import PictureNote
from standfirst.screens.demo.talk import CHORUS
from standfirst.screens.demo.typesetting import Typesetter

_DESK = membership.By(None, "the demo")
_HOST = "host"
VOTERS = (*(part.key for part in CHORUS), "subscriber", "manager", "editor", "moderator")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and how many vote for it. `at` is the minute in which it comes on air; `then` what became of it else."""

    who: str
    text: str
    votes: int = 0
    at: str = ""
    then: str = ""  # merged:<place of another>, declined, waits
    edited: str = ""


@dataclass(frozen=True, slots=True)
class Interview:
    """One of the demo; `begins` is counted from now."""

    slug: str
    title: str
    standfirst: str
    guest: str
    guest_note: str
    host: str
    begins: timedelta
    minutes: int
    poster_alt: str
    questions: tuple[Asked, ...]
    chapters: Mapping[str, str] = field(default_factory=dict)  # of the editor's own: minute and title
    transcript: str = ""


HANDWRITING = Interview(
    slug="the-handwriting",
    title="“In my experience the handwriting is the same”",
    standfirst="Leila Haddad-Strand chairs the commission that is to write down what two coasts have done by heart for fifty "
    "years. She answers subscribers’ questions on the strait, the toll and the silence between.",
    guest="Leila Haddad-Strand",
    guest_note="chair of the Strait Commission",
    host="nadia-farrow",
    begins=-timedelta(days=2),
    minutes=50,
    poster_alt="Two people in profile at a table, a microphone between them",
    questions=(
        Asked("dario", "Why was Serrat left out of the convention?", 4, at="3:50"),
        Asked("colm", "Would the pilots be allowed to refuse a ship that has paid?", 6, at="10:42"),
        Asked("margarethe", "If a toll needs a flag, whose flag is it on the first morning?", 9, at="19:02"),
        Asked("sunniva", "What happens on the morning that one side does not answer?", 7, at="25:22"),
        Asked("subscriber", "Who insures a strait?", 3, at="35:32"),
        Asked("yusuf", "You signed the last fishing accord in pencil. Why?", 5, at="41:12"),
        Asked("oda", "whose flag will fly over the toll house on the first day??", 2, then="merged:2"),
        Asked("manager", "Has either government offered to publish the drafts?", 4),
        Asked("colm", "Is there any body of water you would put a toll on?", 1),
        Asked("noor", "من يكتب المحضر حين يصمت الطرفان؟", 2),
        Asked("dario", "Is it true that you cannot swim?", 1, then="declined"),
    ),
    chapters={"0:00": "Good evening, and what a strait is"},
    transcript="""Nadia Farrow:
0:00 Good evening. Our guest has been asked to write down something that has worked for fifty years because nobody wrote it down.
Leila Haddad-Strand:
0:14 And I have said yes, which tells you something about me. Let us begin with what a strait is. It is a place where two shores cannot look away from each other.
Nadia Farrow:
3:50 Dario Pellegrin asks why Serrat was left out of the convention.
Leila Haddad-Strand:
3:58 Because the people who drew the map had lunch. I have seen the minutes. There is a stain where Serrat would have been, and after the stain they went on with the next strait.
Nadia Farrow:
10:42 Colm asks whether the pilots would be allowed to refuse a ship that has paid.
Leila Haddad-Strand:
10:51 They must be. A pilot who cannot refuse is a passenger with opinions. I have said so in both capitals, and in both capitals somebody wrote it down.
Nadia Farrow:
11:20 Wrote it down in order to keep it, or in order to lose it?
Leila Haddad-Strand:
11:24 In my experience the handwriting is the same.
Nadia Farrow:
19:02 Most of you have voted for this one. If a toll needs a flag, whose flag is it on the first morning?
Leila Haddad-Strand:
19:10 That is the question, and I am grateful that it was put by somebody who has stood there. The honest answer is that the drafts are silent. They describe the booth, its opening hours and the colour of the form. On the flag they say: to be determined.
20:05 I proposed that there should be none. A plain mast. You would be surprised how long eleven people can discuss a plain mast.
Nadia Farrow:
25:22 What happens on the morning that one side does not answer?
Leila Haddad-Strand:
25:31 Then the other side counts. They have always counted. What has changed is that there will be a form on which to enter the number.
Nadia Farrow:
35:32 Amal Karim asks who insures a strait.
Leila Haddad-Strand:
35:40 Nobody does. One insures ships against straits. I have tried to explain the difference to three underwriters, and the third took notes.
Nadia Farrow:
41:12 You signed the last fishing accord in pencil. Why?
Leila Haddad-Strand:
41:19 The pens had been given to us as a present, by one of the two sides.
Nadia Farrow:
47:30 That seems a good place to stop. Thank you, and thanks to all who asked.
""",
)

LAST_KEEPER = Interview(
    slug="the-last-keeper",
    title="The last keeper on what a light is for",
    standfirst="Ottar Brekkhus tends the only light on this coast that is still wound by hand. He comes ashore once a month, and "
    "this month he comes to us.",
    guest="Ottar Brekkhus",
    guest_note="keeper of the light on Graver’s Stack",
    host="hallam-quist",
    begins=timedelta(days=5),
    minutes=60,
    poster_alt="A keeper in a red coat stands below a lighthouse at night",
    questions=(
        Asked("subscriber", "Has anybody ever thanked you by signal?", 8),
        Asked("oda", "My grandfather kept a light on the other side. Did the two of you ever speak?", 6),
        Asked("colm", "What do you do in fog, when nobody can see what you are for?", 5),
        Asked("yusuf", "Which ship do you wait for?", 3),
        Asked("sunniva", "Who decides that you are the last?", 2),
        Asked("manager", "whats the pay", 0, edited="What is a keeper paid, and who pays it?"),
        Asked("dario", "How many steps, and do you still count them?", 0, then="waits"),
        Asked("subscriber", "Is there anything that you would rather have been?", 0, then="waits"),
        Asked("margarethe", "We blew twice for you in the winter of ninety-one. Did you hear it?", 0, then="waits"),
    ),
)  # fmt: skip
INTERVIEWS = (HANDWRITING, LAST_KEEPER)


def put_interviews_in_place(typesetter: Typesetter, *, now: datetime) -> None:
    """What was asked before, what was held, and what is to come."""
    for interview in INTERVIEWS:
        room = _announce(interview, typesetter, now=now)
        if interview.begins < timedelta(0):
            _hold(interview, room, began=_evening(interview, now))
        else:
            _collect(interview, room, now=now)


def _evening(interview: Interview, now: datetime) -> datetime:
    return (now + interview.begins).replace(hour=18, minute=0, second=0, microsecond=0)


def _announce(interview: Interview, typesetter: Typesetter, *, now: datetime) -> live.Room:
    poster = PictureNote(key=f"live-{interview.slug}", alt=interview.poster_alt, caption="", credit="")
    number = live.set_interview(
        live.FurnishedInterview(
            slug=interview.slug,
            title=interview.title,
            standfirst=interview.standfirst,
            guest=interview.guest,
            guest_note=interview.guest_note,
            host_id=typesetter.authors[interview.host],
            starts_at=_evening(interview, now),
            minutes=interview.minutes,
            poster_id=typesetter.picture(poster),
            poster_alt=interview.poster_alt,
        )
    )
    return live.open_room(interview_id=number)


def _collect(interview: Interview, room: live.Room, *, now: datetime) -> None:
    live.move_stage(room_id=room.pk, to=live.Stage.COLLECTING, by=None, now=now - timedelta(days=2))
    for place, asked in enumerate(interview.questions):
        moment = now - timedelta(hours=30) + timedelta(hours=3 * place)
        _vote(room, asked, ask(room, asked, now=moment), now=moment)
    live.roll_up(room_id=room.pk, now=now)


def _hold(interview: Interview, room: live.Room, *, began: datetime) -> None:
    before = began - timedelta(hours=len(interview.questions) + 1)
    live.move_stage(room_id=room.pk, to=live.Stage.COLLECTING, by=None, now=before)
    keys: list[str] = []
    for place, asked in enumerate(interview.questions):
        moment = before + timedelta(hours=place)
        keys.append(ask(room, asked, now=moment))
        _vote(room, asked, keys[-1], now=moment)
        _judge(asked, keys, now=moment + timedelta(minutes=5))
    live.roll_up(room_id=room.pk, now=began)
    live.move_stage(room_id=room.pk, to=live.Stage.LIVE, by=_number(_HOST), now=began)
    _air(interview, room, keys, began=began)
    _record(interview, room, now=began + timedelta(hours=3))


def _air(interview: Interview, room: live.Room, keys: list[str], *, began: datetime) -> None:
    room.refresh_from_db()
    version = room.air_version
    for asked, key in zip(interview.questions, keys, strict=True):
        if asked.at:
            now = began + _minute(asked.at)
            version = live.put_on_air(
                room_id=room.pk, key=key, seen_version=version, by=_number(_HOST), now=now
            ).air_version
    live.end_interview(
        room_id=room.pk,
        farewell="Thank you for your questions. Those that we did not come to stand below.",
        by=_number(_HOST),
        now=began + timedelta(minutes=interview.minutes),
    )


def _minute(written: str) -> timedelta:
    minutes, seconds = written.split(":")
    return timedelta(minutes=int(minutes), seconds=int(seconds))


def ask(room: live.Room, asked: Asked, *, now: datetime) -> str:
    """The key of the question, which is open then, unless it is to wait."""
    asker = User.objects.get(email=f"{asked.who}@{DOMAIN}")
    greet(asker, now=now)
    question = live.ask_question(
        room_id=room.pk, asker_id=asker.pk, text=asked.text, client_id=uuid4(), now=now
    )
    if asked.then != "waits":
        live.approve_question(
            key=question.key,
            by=_number(_HOST),
            seen_version=question.version,
            text=asked.edited or None,
            now=now + timedelta(minutes=1),
        )
    return question.key


def greet(person: User, *, now: datetime) -> None:
    """They have read the guidelines and seen under which name they appear."""
    moderation.accept_guidelines(reader_id=person.pk, version=moderation.guidelines().number, now=now)
    accounts.note_name_seen(reader_id=person.pk, now=now)


def _vote(room: live.Room, asked: Asked, key: str, *, now: datetime) -> None:
    for who in [each for each in VOTERS if each != asked.who][: asked.votes]:
        live.vote(room_id=room.pk, key=key, reader_id=_number(who), now=now + timedelta(minutes=10))


def _judge(asked: Asked, keys: list[str], *, now: datetime) -> None:
    what, _, other = asked.then.partition(":")
    if what == "merged":
        live.merge_questions(key=keys[-1], into=keys[int(other)], by=_number(_HOST), now=now)
    elif what == "declined":
        live.decline_question(
            key=keys[-1],
            rule=2,
            sentence="It is about the guest, and not about what she does.",
            by=_number(_HOST),
            seen_version=live.Question.objects.get(key=keys[-1]).version,
            now=now,
        )


def _number(who: str) -> int:
    return User.objects.get(email=f"{who}@{DOMAIN}").pk


def _record(interview: Interview, room: live.Room, *, now: datetime) -> None:
    """A recording of words alone: the demo brings no film along."""
    number = room.interview_id
    live.save_recording(
        interview_id=number,
        told=live.Told(
            video="", interview_at=0, length_ms=interview.minutes * 60_000, cuts=(), was_read=True
        ),
        by=_DESK,
        now=now,
    )
    for minute, title in interview.chapters.items():
        begins = _minute(minute) // timedelta(milliseconds=1)
        live.add_chapter(interview_id=number, begins_ms=begins, title=title)
    brought = live.Brought(language="en-GB", is_spoken=True, cues=live.read_typed(interview.transcript))
    live.bring_transcript(interview_id=number, brought=brought, by=_DESK, now=now)
    live.publish_recording(interview_id=number, by=_DESK, now=now)
