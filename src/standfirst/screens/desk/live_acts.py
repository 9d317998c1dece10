"""What a producer does while an interview is held: each act by its name, and what is said when it is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from standfirst.apps.live import api as live
from standfirst.core.numbers import number_in


@dataclass(frozen=True, slots=True)
class Press:
    """A button of the desk: in which room, with which fields, by whom and when."""

    room: live.Room
    given: Mapping[str, str]
    by: int
    now: datetime

    @property
    def key(self) -> str:
        return self.text("key")

    @property
    def seen(self) -> int:
        """The version of the question, or of what is on air, that was on the screen."""
        return number_in(self.text("seen"), most_digits=9) or 0

    def text(self, name: str) -> str:
        return str(self.given.get(name, "")).replace("\0", "")

    def number(self, name: str) -> int | None:
        return number_in(self.text(name), most_digits=4)


def _approve(press: Press) -> str:
    words = press.text("text").strip() or None
    live.approve_question(key=press.key, by=press.by, seen_version=press.seen, text=words, now=press.now)
    return "Open to votes."


def _decline(press: Press) -> str:
    live.decline_question(
        key=press.key,
        rule=press.number("rule"),
        sentence=press.text("sentence"),
        by=press.by,
        seen_version=press.seen,
        now=press.now,
    )
    return "Declined. Its asker is told why."


def _take_down(press: Press) -> str:
    live.take_down_question(
        key=press.key,
        rule=press.number("rule"),
        sentence=press.text("sentence"),
        by=press.by,
        now=press.now,
    )
    return "Taken down everywhere. Its asker is told why."


def _restore(press: Press) -> str:
    live.restore_question(key=press.key, by=press.by, now=press.now)
    return "It waits again."


def _label(press: Press) -> str:
    live.label_question(key=press.key, label=press.text("label"), by=press.by, now=press.now)
    return "Labelled." if press.text("label").strip() else "Without a label."


def _merge(press: Press) -> str:
    live.merge_questions(key=press.key, into=press.text("into"), by=press.by, now=press.now)
    return "Merged. Both askers are told, and each reader’s vote counts once."


def _unmerge(press: Press) -> str:
    live.unmerge_question(key=press.key, by=press.by, now=press.now)
    return "It stands by itself again, with its own votes."


def _deck(press: Press) -> str:
    live.put_on_deck(
        room_id=press.room.pk, key=press.key or None, seen_version=press.seen, by=press.by, now=press.now
    )
    return "It is next." if press.key else "Nothing is next."


def _air(press: Press) -> str:
    live.put_on_air(room_id=press.room.pk, key=press.key, seen_version=press.seen, by=press.by, now=press.now)
    return "On air."


def _next(press: Press) -> str:
    live.next_question(room_id=press.room.pk, seen_version=press.seen, by=press.by, now=press.now)
    return "On air."


def _off(press: Press) -> str:
    answered = press.text("answered") == "yes"
    live.take_off_air(
        room_id=press.room.pk, seen_version=press.seen, answered=answered, by=press.by, now=press.now
    )
    return "Answered." if answered else "Back among the open ones."


def _asking(press: Press) -> str:
    wanted = press.text("asking")
    if wanted not in set(live.Asking):
        raise live.Refused(live.Code.STATE)
    room = live.set_asking(room_id=press.room.pk, asking=live.Asking(wanted), by=press.by, now=press.now)
    return "Questions are taken." if live.takes_questions_now(room) else "No questions are taken."


def _stage(press: Press) -> str:
    wanted = press.text("to")
    if wanted not in set(live.Stage):
        raise live.Refused(live.Code.STAGE)
    if wanted == live.Stage.ENDED:
        live.end_interview(room_id=press.room.pk, by=press.by, now=press.now, farewell=press.text("farewell"))
        return "It has ended. What was not reached is kept for its askers."
    if wanted == live.Stage.REPLAY:  # its recording is published
        raise live.Refused(live.Code.STAGE)
    live.move_stage(room_id=press.room.pk, to=live.Stage(wanted), by=press.by, now=press.now)
    return {"live": "It is live.", "collecting": "Questions are collected."}.get(wanted, "Done.")


def _fill(press: Press) -> str:
    return f"{live.fill_rehearsal(room_id=press.room.pk, now=press.now)} invented questions wait."


ACTS: dict[str, Callable[[Press], str]] = {
    "approve": _approve,
    "decline": _decline,
    "take-down": _take_down,
    "restore": _restore,
    "label": _label,
    "merge": _merge,
    "unmerge": _unmerge,
    "deck": _deck,
    "air": _air,
    "next": _next,
    "off": _off,
    "asking": _asking,
    "stage": _stage,
    "fill": _fill,
}
