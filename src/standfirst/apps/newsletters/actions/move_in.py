"""Bring in a list of sign-ups of another system, with the evidence it has; nothing is mailed, and nobody comes back."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress as ignoring
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import TextIO

from django.db.models import F, Q

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.api import User
from standfirst.apps.audit import api as audit
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

    def refuse(self, line: Line, fault: str) -> None:
        self.counts["refused"] += 1
        if len(self.refusals) < MOST_REFUSALS:
            self.refusals[line.number] = fault


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
    known = _Known.of([line.address for line in batch if line.address], moving.newsletter, now=now)
    for line in batch:
        if fault := _fault(line, known, moving):
            moved.refuse(line, fault)
        elif line.address in seen:
            moved.counts["twice"] += 1
        else:
            seen.add(line.address)
            moved.counts[_bring_line(line, known, moving, now=now)] += 1


@dataclass(frozen=True, slots=True)
class _Known:
    """What is here already of the addresses of one batch; `subscribers` are numbers of readers."""

    here: accounts.Known
    subscribers: frozenset[int]
    standing: frozenset[str]
    left: frozenset[str]
    suppressed: frozenset[str]

    @classmethod
    def of(cls, addresses: list[str], newsletter: NewsletterPage, *, now: datetime) -> "_Known":
        here = accounts.look_up(addresses, now=now)
        states = dict(_states(addresses, newsletter))
        return cls(
            here,
            _subscribers(here, now),
            frozenset(address for address, stands in states.items() if stands),
            frozenset(address for address, stands in states.items() if not stands),
            frozenset(_suppressed(addresses, newsletter)),
        )

    def standing_of(self, address: str) -> Standing:
        """As `membership.standing_of` says it."""
        reader = self.here.readers.get(address)
        if reader is None:
            return Standing.VISITOR
        return Standing.SUBSCRIBER if reader.pk in self.subscribers else Standing.REGISTERED


def _subscribers(here: accounts.Known, now: datetime) -> frozenset[int]:
    readers = User.objects.filter(pk__in=[reader.pk for reader in here.readers.values()])
    subscribes = membership.subscribes(reader="pk", address="email", now=now)
    return frozenset(readers.filter(subscribes).values_list("pk", flat=True))


def _suppressed(addresses: list[str], newsletter: NewsletterPage) -> Iterator[str]:
    whose = {digest: address for address, digest in accounts.digests_of_addresses(addresses).items()}
    here = Q(newsletter=None) | Q(newsletter=newsletter)
    found = Suppression.objects.filter(here, address_digest__in=list(whose))
    return (whose[digest] for digest in found.values_list("address_digest", flat=True))


def _states(addresses: list[str], newsletter: NewsletterPage) -> Iterator[tuple[str, bool]]:
    """Whether a sign-up stands, of those who ever had one; what stands is told last."""
    theirs = Q(addressee__address__in=addresses) | Q(addressee__reader__email__in=addresses)
    rows = SignUp.objects.filter(theirs, newsletter=newsletter).order_by(F("ended_at").asc(nulls_last=True))
    for own, reader, ended in rows.values_list("addressee__address", "addressee__reader__email", "ended_at"):
        yield own or reader, ended is None


def _fault(line: Line, known: _Known, moving: MovingIn) -> str:
    if fault := line.fault or accounts.fault_of_known(line.address, known.here):
        return fault
    if line.fate is not Fate.STANDS:
        return ""
    if not line.says_when and not moving.because:
        return "Nothing says when they asked for it."
    if not may_have(Audience(moving.newsletter.audience), known.standing_of(line.address)):
        return f"“{moving.newsletter.title}” is not for them: it needs an account or a subscription here."
    return ""


def _bring_line(line: Line, known: _Known, moving: MovingIn, *, now: datetime) -> str:
    """Its fortune."""
    if line.fate is Fate.DEAD:
        is_new = suppress(address=line.address, newsletter_id=None, reason=ADDRESS, now=now)
        return "suppressed" if is_new else "silent"
    if line.fate is Fate.LEFT:
        ended = line.address in known.standing and _end(line, moving, now=now)
        return "ended" if ended else "left_there"
    if line.address in known.suppressed:
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
