"""The file of a report of something unlawful: opened by anybody, kept by the desk, emptied a year after it was closed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from standfirst.apps.audit import api as audit
from standfirst.apps.mailing import api as mailing
from standfirst.apps.moderation.actions.sanction_reader import Refused
from standfirst.apps.moderation.actions.tell_reader import tell_address
from standfirst.apps.moderation.models import CaseEntry, CaseFile
from standfirst.apps.moderation.rules.cases import OPEN, THEN, Decision, Event, State
from standfirst.core.db import savepoint

KEPT = timedelta(days=365)
LONGEST_EXPLANATION, LONGEST_GROUNDS, LONGEST_NOTE = 4_000, 2_000, 2_000
CLOSED = frozenset(State) - OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What somebody reports. `snapshot` is the text as it stands now; name and address may be empty."""

    subject_kind: str
    subject_id: int
    url: str
    snapshot: str
    law: str
    explanation: str
    in_good_faith: bool
    reporter_name: str = ""
    reporter_email: str = ""
    language: str = ""


def open_case(*, report: Report, now: datetime) -> int:
    """Its number. Who gave an address gets a receipt in which no word is their own. Raises Refused."""
    if not (report.law.strip() and report.explanation.strip()):
        raise Refused("Say which law is broken, and how.")
    if len(report.explanation) > LONGEST_EXPLANATION:
        raise Refused(f"Explain it in at most {LONGEST_EXPLANATION} characters.")
    if not report.in_good_faith:
        raise Refused("Confirm that you report this in good faith.")
    if report.reporter_email and mailing.fault_of_address(report.reporter_email):
        raise Refused("This is no address to which a letter can be sent.")
    with savepoint():
        columns = {name: getattr(report, name) for name in Report.__slots__}
        case = CaseFile.objects.create(**columns, opened_at=now)
        _enter(case, Event.OPENED, State.AWAITING, text="", by=None, now=now)
        _tell(case, "moderation/emails/case_received", now=now)
    return case.pk


def take_up_case(*, number: int, by: int, now: datetime) -> None:
    """Somebody looks at it. Raises Refused."""
    with savepoint():
        _move(_lock(number), Event.TAKEN_UP, text="", by=by, now=now)


def note_on_case(*, number: int, text: str, by: int, now: datetime) -> None:
    """For the desk only; it stays as it is written. Raises Refused."""
    if not 0 < len(text.strip()) <= LONGEST_NOTE:
        raise Refused(f"A note has from 1 to {LONGEST_NOTE} characters.")
    with savepoint():
        _move(_lock(number), Event.NOTED, text=text.strip(), by=by, now=now)


def decide_case(*, number: int, decision: str, grounds: str, by: int, now: datetime) -> None:
    """Who reported it is told what was decided and why. What becomes of the text itself is the caller's. Raises Refused."""
    if decision not in {Decision.REMOVED, Decision.STAYS}:
        raise Refused("Say whether it is taken out or stays.")
    if not 0 < len(grounds.strip()) <= LONGEST_GROUNDS:
        raise Refused(f"Say why, in at most {LONGEST_GROUNDS} characters.")
    with savepoint():
        case = _lock(number)
        case.decision, case.grounds, case.closed_at = decision, grounds.strip(), now
        _move(case, Event.DECIDED, text=f"{decision}: {grounds.strip()}", by=by, now=now)
        _tell(case, "moderation/emails/case_decided", now=now)


def void_case(*, number: int, because: str, by: int, now: datetime) -> None:
    """It was none: sent twice, or about nothing. Nobody is written to. Raises Refused."""
    if not because.strip():
        raise Refused("Say why.")
    with savepoint():
        case = _lock(number)
        case.closed_at = now
        _move(case, Event.VOIDED, text=because.strip(), by=by, now=now)


def reopen_case(*, number: int, because: str, by: int, now: datetime) -> None:
    """It is looked at once more. Raises Refused."""
    if not because.strip():
        raise Refused("Say why.")
    with savepoint():
        case = _lock(number)
        case.closed_at, case.decision = None, Decision.NONE
        _move(case, Event.REOPENED, text=because.strip(), by=by, now=now)


def empty_cases(*, now: datetime) -> int:
    """How many closed ones are old enough to lose what people wrote; that there was a case, and what came of it, stays."""
    old = CaseFile.objects.filter(state__in=CLOSED, closed_at__lt=now - KEPT, emptied_at=None)
    gone = dict.fromkeys(("snapshot", "reporter_name", "reporter_email", "explanation"), "")
    return old.update(**gone, emptied_at=now)


def _lock(number: int) -> CaseFile:
    return CaseFile.objects.select_for_update().get(pk=number)


def _move(case: CaseFile, event: Event, *, text: str, by: int, now: datetime) -> None:
    after = THEN.get((State(case.state), event))
    if after is None:
        raise Refused(f"This case is {case.get_state_display()}; look at it again.")
    case.state = after
    case.save()
    _enter(case, event, after, text=text, by=by, now=now)
    if event is not Event.NOTED:
        _record(case, event, by=by, now=now)


def _enter(case: CaseFile, event: Event, after: State, *, text: str, by: int | None, now: datetime) -> None:
    CaseEntry.objects.create(case=case, event=event, state_after=after, text=text, by_id=by, happened_at=now)


def _tell(case: CaseFile, template: str, *, now: datetime) -> None:
    if case.reporter_email:
        tell_address(
            case.reporter_email, template=template, context={"case": case}, now=now, language=case.language
        )


def _record(case: CaseFile, event: Event, *, by: int, now: datetime) -> None:
    audit.record(
        action=f"moderation.case_{event.value}",
        actor_id=by,
        actor=f"reader:{by}",
        about=f"case:{case.pk}",
        details={"state": case.state, "decision": case.decision},
        now=now,
    )
