"""The forms of the desk of live interviews, filled in rightly and about to be sent by a host."""

from datetime import timedelta

from standfirst.apps.live import api as live
from standfirst.core import clock
from tests.apps.live.interviewing import a_room, an_asker, ask, asked
from tests.apps.live.recording import Held, held, recorded
from tests.publication import Publication
from tests.trust.posting import Posting, Prepared, office


def _held() -> Held:
    """Within the last hour."""
    now = clock.now()
    found = held(an_asker("ada", now=now), an_asker("ben", now=now), now=now)
    recorded(found, now=now)
    return found


def of_a_recording(path: str, also: tuple[str, ...] = (), **fields: str) -> Prepared:
    def prepare(_: Publication) -> Posting:
        base = f"/desk/live/{_held().id}/recording/"
        return Posting(office("Hosts"), base + path, fields, also)

    return prepare


def nudge(_: Publication) -> Posting:
    was = _held()
    fields = {"airing": str(was.first.airings.get().pk), "by": "1000"}
    return Posting(office("Hosts"), f"/desk/live/{was.id}/recording/nudge/", fields, ("chapter",))


def remove_chapter(_: Publication) -> Posting:
    was = _held()
    live.add_chapter(interview_id=was.id, begins_ms=0, title="Good evening")
    number = live.Chapter.objects.get(recording__interview_id=was.id).pk
    return Posting(office("Hosts"), f"/desk/live/{was.id}/recording/chapters/{number}/remove/")


def of_a_track(act: str, **fields: str) -> Prepared:
    def prepare(_: Publication) -> Posting:
        was = _held()
        [track] = live.tracks_of(live.find_recording(interview_id=was.id))  # type: ignore[arg-type]
        return Posting(office("Hosts"), f"/desk/live/{was.id}/recording/said/{track.pk}/{act}", fields)

    return prepare


def rehearse(_: Publication) -> Posting:
    return Posting(office("Hosts"), f"/desk/live/{a_room(clock.now()).interview_id}/rehearse/")


def wipe(_: Publication) -> Posting:
    real = a_room(clock.now(), starts_at=clock.now() + timedelta(days=1))
    room = live.begin_rehearsal(interview_id=real.interview_id, by=None, now=clock.now())
    return Posting(office("Hosts"), f"/desk/live/room/{room.key}/wipe/")


def act(name: str, *, also: tuple[str, ...] = (), opened: bool = False, **fields: str) -> Prepared:
    """One of the desk's, with a question that waits or is open."""

    def prepare(_: Publication) -> Posting:
        now = clock.now()
        room, asker = a_room(now), an_asker("ada", now=now)
        make = asked if opened else ask
        question = live.Question.objects.get(pk=make(room, asker, "Who pays the pilots?", now=now).pk)
        seen = {"key": question.key, "seen": str(question.version), **fields}
        return Posting(office("Hosts"), f"/desk/live/room/{room.key}/act/{name}/", seen, also)

    return prepare


PRODUCING: dict[str, Prepared] = {
    "desk:recording": of_a_recording("", ("was_read",), video="", interview_at="0:42", length="16:00", cuts="0:00–0:10"),
    "desk:recording-type": of_a_recording("lines/", ("is_spoken",), language="de", lines="0:05 Guten Abend."),
    "desk:recording-nudge": nudge,
    "desk:recording-chapter": of_a_recording("chapters/", begins="0:00", title="Good evening"),
    "desk:recording-chapter-remove": remove_chapter,
    "desk:recording-publish": of_a_recording("publish/", shown="yes"),
    "desk:recording-track": of_a_track("", lines="0:05 Good evening."),
    "desk:recording-track-drop": of_a_track("drop/"),
    "desk:live-rehearse": rehearse,
    "desk:live-wipe": wipe,
    "desk:live-act": act("approve", text="Who pays the pilots of the strait?"),
}  # fmt: skip
# The other acts of the same address, for what is asked of every field.
MORE_ACTS: dict[str, Prepared] = {
    "decline a question": act("decline", rule="1", sentence="It was asked before."),
    "take a question down": act("take-down", opened=True, rule="1", sentence="x"),
    "restore a question": act("restore"),
    "label a question": act("label", opened=True, label="money"),
    "merge questions": act("merge", opened=True, into="0" * 16),
    "part questions": act("unmerge", opened=True),
    "put on deck": act("deck", opened=True),
    "put on air": act("air", opened=True),
    "the next question": act("next", opened=True),
    "take off air": act("off", answered="yes"),
    "open or close questions": act("asking", asking="closed"),
    "move an interview": act("stage", to="ended", farewell="Thank you."),
}
