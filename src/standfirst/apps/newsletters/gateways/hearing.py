"""The mail's outcomes in the words of the ledger."""

from dataclasses import dataclass

from standfirst.apps.mailing import api as mailing
from standfirst.apps.newsletters.rules.settling import Heard, Word


@dataclass(frozen=True, slots=True)
class Report:
    """What became of attempt `attempt` of delivery `id`; `code` and `queue_id` are the server's."""

    id: int
    attempt: int
    heard: Heard
    code: int | None = None
    queue_id: str = ""


def report_of(outcome: mailing.Outcome) -> Report:
    """Of one that was heard on the wire."""
    seq, attempt = outcome.seq, outcome.attempt
    if isinstance(outcome, mailing.Accepted):
        return Report(seq, attempt, Heard(Word.ACCEPTED), outcome.code, mailing.queue_id(outcome.text))
    if isinstance(outcome, mailing.Refused):
        meaning = mailing.meaning_of(outcome.code, outcome.text, outcome.verb)
        return Report(seq, attempt, Heard(Word.REFUSED, meaning=meaning.value), outcome.code)
    word = Word.NOT_SENT if isinstance(outcome, mailing.NotSent) else Word.UNKNOWN
    return Report(seq, attempt, Heard(word, why=outcome.why))


def reports_of(reading: mailing.Reading) -> list[Report]:
    """Of what a dead sender's journal tells. It keeps no server's words, so a refusal's meaning is that of its code."""
    settled = [_told(one) for one in reading.settled]
    unknown = [Report(seq, attempt, Heard(Word.UNKNOWN, why="killed")) for seq, attempt in reading.unknown]
    return settled + unknown


def _told(one: mailing.Settled) -> Report:
    if one.is_accepted:
        return Report(one.seq, one.attempt, Heard(Word.ACCEPTED), one.code, one.queue_id)
    meaning = mailing.meaning_of(one.code, "").value
    return Report(one.seq, one.attempt, Heard(Word.REFUSED, meaning=meaning), one.code)
