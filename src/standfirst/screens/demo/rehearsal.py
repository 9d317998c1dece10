"""The open rehearsal: a simulated interview, with a few hundred invented watchers, as often as somebody starts it.

Everything in it is done through the front door of live interviews. What is due is judged by the clock and by what is there
already, so a tick that comes twice or late changes nothing, and whoever takes part as host or subscriber is in nobody's way.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import NAMESPACE_URL, UUID, uuid5

from standfirst.apps.accounts.api import User
from standfirst.apps.editorial import api as editorial
from standfirst.apps.live import api as live
from standfirst.apps.membership import api as membership
from standfirst.screens.demo.art import gallery
from standfirst.screens.demo.cast import DOMAIN, Part
from standfirst.screens.demo.interviews import greet
from standfirst.screens.demo.talk import seat

SLUG = "open-rehearsal-"
_PICTURE = "live-the-open-rehearsal"
_HOST = "host"
WATCHERS = 240
NEWCOMERS_A_TICK, VOTES_A_TICK = 60, 60
WAVE = timedelta(seconds=60)  # in which a question gathers its votes
_FIRST = (
    "Aino", "Bashir", "Carmen", "Dagny", "Emeka", "Farida", "Goran", "Hana", "Idris", "Jolanta", "Kenji", "Lucía", "Mirek",
    "Nanami", "Olga", "Paolo", "Quirina", "Ravi", "Selma", "Tariq", "Una", "Vikram", "Wanda", "Ximena", "Yara", "Zoltan",
)  # fmt: skip
_LAST = (
    "Abara", "Bergström", "Castellanos", "Doroshenko", "Eriksen", "Fontaine", "Grigoryan", "Hallström", "Ibarra",
    "Jansons", "Kowalczyk", "Lindgren", "Moreau", "Nakagawa", "Obuya",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scene:
    """A question of the rehearsal, in seconds from its beginning; `share` of the watchers vote for it in the end."""

    key: str
    text: str
    asked: int
    approved: int
    share: float = 0.0
    on_air: int = 0
    merged_into: str = ""
    declined: str = ""


SCENES = (
    Scene("who", "Who decides what is asked tonight, you or the votes?", 2, 6, 0.5, on_air=35),
    Scene("lamp", "Is that lamp behind you always on, or only for us?", 4, 8, 0.15),
    Scene("wrong", "What did you get wrong in print, and who told you?", 8, 14, 0.75, on_air=80),
    Scene("mistake", "what was the biggest mistake you printed, and who told you", 16, 24, 0.1, merged_into="wrong"),
    Scene("guest", "Which guest has never come although you asked every year?", 20, 26, 0.4, on_air=125),
    Scene("price", "Why is it that the people who are asked are paid and those who ask are not?", 30, 38, 0.35),
    Scene("ticket", "Visit my page for the best tickets in town", 36, 44, declined="It offers something for sale."),
    Scene("cut", "What is cut from these evenings before I see them again?", 50, 56, 0.6, on_air=170),
    Scene("answer", "Have you ever changed your mind in front of us?", 70, 78, 0.3),
    Scene("last", "What should we have asked?", 110, 116, 0.45),
)  # fmt: skip
ENDS_AFTER = timedelta(seconds=215)
_FAREWELL = "That was the open rehearsal. It can be started again at any time."


def start_rehearsal(*, now: datetime) -> str:
    """The address of the interview that begins now, or of the one that is on. Part of no transaction."""
    for room in running():
        return str(room.interview.url)
    moment = now.strftime("%Y%m%d-%H%M%S")
    number = live.set_interview(
        live.FurnishedInterview(
            slug=f"{SLUG}{moment}",
            title="An open rehearsal",
            standfirst="A simulated interview: the host, the guest and a few hundred watchers are invented, and take part by "
            "the same doors as you. Ask, vote, or be the host and run it yourself.",
            guest="Nobody in particular",
            guest_note="who answers everything",
            starts_at=now,
            minutes=5,
            poster_id=_poster(),
            poster_alt="Two people at a table under a red awning",
        )
    )
    room = live.open_room(interview_id=number)
    live.move_stage(room_id=room.pk, to=live.Stage.LIVE, by=_host(), now=now)
    return str(room.interview.url)


def running() -> Iterator[live.Room]:
    """Rehearsals that are on."""
    return (
        room
        for room in live.list_running()
        if room.interview.slug.startswith(SLUG) and room.stage == live.Stage.LIVE and not room.is_rehearsal
    )


def play(room: live.Room, *, now: datetime) -> None:
    """Everything that is due in it by now, and has not happened."""
    elapsed = now - (room.began_at or now)
    if elapsed >= ENDS_AFTER:
        live.end_interview(room_id=room.pk, by=_host(), farewell=_FAREWELL, now=now)
        return
    watchers = gather(now=now)
    if not watchers:
        return
    for scene in SCENES:
        try:
            _play(room, scene, watchers, elapsed=elapsed, now=now)
        except (live.Refused, live.Conflict):
            continue  # somebody who takes part was there first
    _vote(room, watchers, elapsed=elapsed, now=now)


def gather(*, now: datetime) -> list[int]:
    """The numbers of the watchers who are there, some more of them each time: they subscribe, and know the guidelines."""
    there = list(
        User.objects.filter(email__startswith="watcher-", email__endswith=f"@{DOMAIN}").order_by("pk")
    )
    plan = membership.list_plans()[0]
    for place in range(len(there), min(len(there) + NEWCOMERS_A_TICK, WATCHERS)):
        first, last = _FIRST[place % len(_FIRST)], _LAST[place % len(_LAST)]
        person = seat(Part(f"watcher-{place:03}", first, last, ""), plan.pk, now=now)
        greet(person, now=now)
        there.append(person)
    return [person.pk for person in there]


def _play(room: live.Room, scene: Scene, watchers: list[int], *, elapsed: timedelta, now: datetime) -> None:
    seconds = elapsed.total_seconds()
    if seconds < scene.asked:
        return
    question = live.ask_question(
        room_id=room.pk,
        asker_id=watchers[SCENES.index(scene)],
        text=scene.text,
        client_id=_client_id(room, scene),
        now=now,
    )
    if question.state == live.State.PENDING and seconds >= scene.approved:
        _judge(room, scene, question, now=now)
    elif question.state == live.State.OPEN and scene.on_air and seconds >= scene.on_air:
        seen = room.air_version
        live.put_on_air(room_id=room.pk, key=question.key, seen_version=seen, by=_host(), now=now)


def _judge(room: live.Room, scene: Scene, question: live.Question, *, now: datetime) -> None:
    if scene.declined:
        live.decline_question(
            key=question.key,
            rule=None,
            sentence=scene.declined,
            by=_host(),
            seen_version=question.version,
            now=now,
        )
        return
    live.approve_question(key=question.key, by=_host(), seen_version=question.version, now=now)
    if scene.merged_into:
        other = next(each for each in SCENES if each.key == scene.merged_into)
        head = live.Question.objects.get(client_id=_client_id(room, other))
        live.merge_questions(key=question.key, into=head.key, by=_host(), now=now)


def _vote(room: live.Room, watchers: list[int], *, elapsed: timedelta, now: datetime) -> None:
    """As many as would have voted by now, some of them at each tick."""
    left = VOTES_A_TICK
    for scene, question in _open(room).items():
        since = elapsed - timedelta(seconds=scene.approved)
        wanted = int(len(watchers) * scene.share * min(1.0, max(0.0, since / WAVE)))
        voters = Random(scene.key).sample(watchers, len(watchers))[:wanted]
        have = set(live.Vote.objects.filter(question=question).values_list("reader_id", flat=True))
        for reader in [each for each in voters if each not in have and each != question.asker_id][:left]:
            live.vote(room_id=room.pk, key=question.key, reader_id=reader, now=now)
            left -= 1


def _open(room: live.Room) -> Mapping[Scene, live.Question]:
    by_client = {_client_id(room, scene): scene for scene in SCENES}
    rows = live.Question.objects.filter(room=room, state=live.State.OPEN, client_id__in=by_client)
    return {by_client[row.client_id]: row for row in rows}


def _client_id(room: live.Room, scene: Scene) -> UUID:
    return uuid5(NAMESPACE_URL, f"{room.key}/{scene.key}")


def _poster() -> int:
    """Drawn the first time."""
    before = live.InterviewPage.objects.filter(slug__startswith=SLUG).exclude(poster=None).first()
    if before is not None and before.poster_id is not None:
        return int(before.poster_id)
    return editorial.store_picture(
        name=f"{_PICTURE}.png", data=gallery.png(_PICTURE, 1600), alt="", credit=""
    )


def _host() -> int:
    return User.objects.get(email=f"{_HOST}@{DOMAIN}").pk
