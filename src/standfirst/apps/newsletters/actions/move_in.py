"""Bring in a list of sign-ups of another system, with the evidence it has; nothing is mailed, and nobody comes back."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress as ignoring
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import TextIO

from django.db.models import F, Q

from standfirst.apps.accounts import api as accounts
from standfirst.apps.audit import api as audit
from standfirst.apps.mailing import api as mailing
from standfirst.apps.membership import api as membership
from standfirst.apps.newsletters.actions.addressees import address_of, addressee_of_address
from standfirst.apps.newsletters.actions.record_fact import record_facts
from standfirst.apps.newsletters.actions.sign_up import begin
from standfirst.apps.newsletters.actions.suppress import suppress
from standfirst.apps.newsletters.models import Act, Fact, NewsletterPage, SignUp, Suppression
from standfirst.apps.newsletters.rules.audiences import Audience, may_have
from standfirst.apps.newsletters.rules.manner import Manner
from standfirst.apps.newsletters.rules.moving_in import Fate, Line, read_list
from standfirst.apps.newsletters.rules.returning import ADDRESS
from standfirst.core.db import transaction
from standfirst.core.viewer import Standing

BATCH = 200
FORM = "import"
MOST_REFUSALS = 1_000
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovingIn:
    """Which list this is. `because` says how its people asked, where the list itself does not say when."""

    newsletter: NewsletterPage
    source: str
    because: str = ""
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class MovedIn:
    """How many lines of each fortune, and the first refusals by number of line."""

    counts: Counter[str] = field(default_factory=Counter)
    refusals: dict[int, str] = field(default_factory=dict)


class _Undone(Exception):
    """Nothing of this batch is to be kept."""


def move_in(file: TextIO, *, moving: MovingIn, now: datetime, tell: Tell = lambda *_: None) -> MovedIn:
    """Read once to its end, then brought in by transactions of BATCH lines, so the next run goes on where one broke off.

    `file` can be wound back; `tell` is told how many lines of how many are done. Raises ListRefused with nothing done.
    """
    whole = sum(1 for _ in read_list(file))
    file.seek(0)
    moved, seen, done = MovedIn(), set[str](), 0
    for batch in _batches(read_list(file)):
        tell(done, whole)
        with ignoring(_Undone), transaction():
            _bring(batch, seen, moved, moving, now=now)
            if moving.dry_run:
                raise _Undone
        done += len(batch)
    tell(whole, whole)
    if not moving.dry_run:
        _record(moved, moving, now=now)
    return moved


def _batches(lines: Iterator[Line]) -> Iterator[list[Line]]:
    while batch := list(islice(lines, BATCH)):
        yield batch


def _record(moved: MovedIn, moving: MovingIn, *, now: datetime) -> None:
    audit.record(
        action="newsletters.import",
        actor_id=None,
        actor="the command line",
        about=f"newsletter:{moving.newsletter.pk}",
        reason=moving.because,
        details={"source": moving.source, **moved.counts},
        now=now,
    )


def _bring(batch: list[Line], seen: set[str], moved: MovedIn, moving: MovingIn, *, now: datetime) -> None:
    known = _Known.of([line.address for line in batch if line.address], moving.newsletter)
    for line in batch:
        fault = line.fault or _fault(line, known, moving, now=now)
        fortune = "refused" if fault else "twice" if line.address in seen else ""
        if fault and len(moved.refusals) < MOST_REFUSALS:
            moved.refusals[line.number] = fault
        moved.counts[fortune or _bring_line(line, known, moving, now=now)] += 1
        seen.add(line.address)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is here already of the addresses of one batch."""

    readers: dict[str, int]
    standing: frozenset[str]
    left: frozenset[str]
    silent: frozenset[str]  # had themselves erased, or their letters come back

    @classmethod
    def of(cls, addresses: list[str], newsletter: NewsletterPage) -> "_Known":
        readers = accounts.find_by_addresses(addresses)
        digests = accounts.digests_of_addresses(addresses)
        closed = {*accounts.find_erasures(set(digests.values())), *_suppressed(digests.values(), newsletter)}
        states = dict(_states(addresses, readers, newsletter))
        return cls(
            readers,
            frozenset(address for address, stands in states.items() if stands),
            frozenset(address for address, stands in states.items() if not stands),
            frozenset(address for address, digest in digests.items() if digest in closed),
        )


def _suppressed(digests: Iterable[str], newsletter: NewsletterPage) -> Iterable[str]:
    here = Q(newsletter=None) | Q(newsletter=newsletter)
    found = Suppression.objects.filter(here, address_digest__in=list(digests))
    return found.values_list("address_digest", flat=True)


def _states(
    addresses: list[str], readers: dict[str, int], newsletter: NewsletterPage
) -> Iterator[tuple[str, bool]]:
    """Whether a sign-up stands, of those who ever had one; what stands is told last."""
    theirs = Q(addressee__address__in=addresses) | Q(addressee__reader__in=readers.values())
    rows = SignUp.objects.filter(theirs, newsletter=newsletter).order_by(F("ended_at").asc(nulls_last=True))
    for own, reader, ended in rows.values_list("addressee__address", "addressee__reader__email", "ended_at"):
        yield (own or reader).lower(), ended is None


def _fault(line: Line, known: _Known, moving: MovingIn, *, now: datetime) -> str:
    if mailing.fault_of_address(line.address):
        return "The e-mail address is none."
    if line.fate is not Fate.STANDS:
        return ""
    if not line.says_when and not moving.because:
        return "Nothing says when they asked for it."
    if not may_have(Audience(moving.newsletter.audience), _standing(line.address, known, now=now)):
        return f"“{moving.newsletter.title}” is not for them: it needs an account or a subscription here."
    return ""


def _standing(address: str, known: _Known, *, now: datetime) -> Standing:
    reader_id = known.readers.get(address)
    reader = accounts.find_reader(reader_id=reader_id) if reader_id else None
    return membership.standing_of(reader, now=now) if reader else Standing.VISITOR


def _bring_line(line: Line, known: _Known, moving: MovingIn, *, now: datetime) -> str:
    """Its fortune."""
    if line.fate is Fate.DEAD:
        is_new = suppress(address=line.address, newsletter_id=None, reason=ADDRESS, now=now)
        return "suppressed" if is_new else "silent"
    if line.fate is Fate.LEFT:
        ended = line.address in known.standing and _end(line, moving, now=now)
        return "ended" if ended else "left_there"
    if line.address in known.silent:
        return "silent"
    if line.address in known.standing:
        return "known"
    if line.address in known.left:
        return "left_here"
    manner = _manner(line, moving)
    begin(
        addressee_of_address(line.address, now=now), [moving.newsletter], Act.IMPORTED, manner=manner, now=now
    )
    return "added"


def _end(line: Line, moving: MovingIn, *, now: datetime) -> bool:
    """They left there: a sign-up ends that rests on nothing but an earlier list, and none that was given here."""
    addressee = addressee_of_address(line.address, now=now)
    facts = Fact.objects.filter(addressee_number=addressee.pk, newsletter_number=moving.newsletter.pk)
    if facts.exclude(act=Act.IMPORTED).exists():
        return False
    SignUp.objects.standing().filter(addressee=addressee, newsletter=moving.newsletter).update(ended_at=now)
    record_facts(
        [moving.newsletter],
        Act.WITHDRAWN,
        address=address_of(addressee),
        manner=_manner(line, moving),
        now=now,
        addressee=addressee,
    )
    return True


def _manner(line: Line, moving: MovingIn) -> Manner:
    evidence = {"system": moving.source, "line": str(line.number), **line.evidence}
    if moving.because:
        evidence["because"] = moving.because
    return Manner(form=FORM, language=moving.newsletter.language, evidence=evidence)
