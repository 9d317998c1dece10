"""An edition with two subjects, whose senders are killed: everybody gets one letter, and with the subject that is theirs."""

import random
import signal
import subprocess
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from standfirst.apps.membership.api import By
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.api import Arm, WantedTest
from standfirst.apps.newsletters.models import Addressee, Delivery, Sending, SendingLetter
from tests.apps.newsletters.sending import letter, many
from tests.faults.senders import CONNECTIONS, Post, check, message_to, messages_of, post, unanswered, wait_for
from tests.faults.test_sending_under_fire import EDITIONS, HOSTILE_PLAN, forge, now, number

__all__ = ["forge", "now", "number"]
PEOPLE, PERCENT = 400, 50
TESTED = PEOPLE * PERCENT // 100
KILLS = 3  # before the choice, and as many after it
DESK = By(None, "the desk")


def begin(newsletter_id: int, *, now: datetime) -> Sending:
    edition, first = next(EDITIONS), letter(subject="One")
    return newsletters.begin_sending(
        newsletter_id=newsletter_id,
        edition_number=edition,
        name=f"Edition {edition}",
        letters=[first, replace(first, subject="Two", arm=Arm.SECOND.value)],
        test=WantedTest(PERCENT, 60),
        now=now,
    )


def kill_while(found: Post, counts: list[int], lot: random.Random) -> None:
    """One of two senders, whenever the sink has so many."""
    pair = [found.start(), found.start()]
    for count in counts:
        wait_for(found, count)
        victim = lot.choice([0, 1])
        pair[victim].kill()
        pair[victim] = found.start()
    for sender in pair:
        assert sender.stop() in {0, -signal.SIGTERM}, found.errors[-3000:]


def test_whoever_is_killed_before_and_after_the_choice_everybody_gets_the_one_letter_that_is_theirs(
    forge: "subprocess.Popen[str]", number: int, now: datetime, tmp_path: Path
) -> None:
    people = {one.pk: one for one in many(number, PEOPLE, now=now)}
    sending, lot = begin(number, now=now), random.Random(11)
    rows = Delivery.objects.filter(sending=sending)
    with post(forge, tmp_path, HOSTILE_PLAN) as found:
        kill_while(found, [TESTED * turn // (KILLS + 1) for turn in range(1, KILLS + 1)], lot)
        assert not rows.filter(arm=Arm.REST, attempt__gt=0).exists(), "the rest waits"
        newsletters.choose_by_hand(sending_id=sending.pk, arm=Arm.SECOND, by=DESK, now=now)
        there = len(found.lines)
        left = PEOPLE - there
        kill_while(found, [there + left * turn // (KILLS + 2) for turn in range(1, KILLS + 1)], lot)
        found.finish()
        check(found, sending, doubtful=unanswered(found, HOSTILE_PLAN) + 2 * KILLS * CONNECTIONS)
        assert subjects_that_arrived(found, sending, people) == subjects_as_promised(sending)


def subjects_as_promised(sending: Sending) -> dict[str, str]:
    """By address: by the part of the audience that each was frozen into, for whoever has it."""
    promised = {Arm.FIRST.value: "One", Arm.SECOND.value: "Two", Arm.REST.value: "Two"}
    rows = Delivery.objects.filter(sending=sending, state="sent").values_list("addressee_number", "arm")
    addresses = dict(Addressee.objects.values_list("pk", "address"))
    return {addresses[number]: promised[arm] for number, arm in rows}


def subjects_that_arrived(post: Post, sending: Sending, people: dict[int, Addressee]) -> dict[str, str]:
    """By address: which of the two letters, made anew, has the bytes that the sink has written down."""
    messages = messages_of(sending)
    letters = SendingLetter.objects.filter(sending=sending).values_list("subject", "pk")
    rows = {row.addressee_number: row for row in Delivery.objects.filter(sending=sending)}
    made = {
        body_digest(message_to(reader, rows[number], letter=letter, by=messages)): (reader.address, subject)
        for number, reader in people.items()
        for subject, letter in letters
    }
    return dict(made[line.digest] for line in post.lines)


def body_digest(message: bytes) -> str:
    """As the sink makes it."""
    return sha256(message.partition(b"\r\n\r\n")[2]).hexdigest()
