"""Read a message that came back. Whatever it is, there is a finding; what cannot be read is said to be unread."""

import hashlib
import re

from standfirst.apps.mailing.rules.returned.apart import (
    Apart,
    Fields,
    TooDeep,
    all_words_of,
    take_apart,
    words_of,
)
from standfirst.apps.mailing.rules.returned.faults import Fault, diagnostic_of, fault_in, fault_of, heaviest
from standfirst.apps.mailing.rules.returned.findings import Finding, Kind, Traces

LONGEST_ADDRESS = 320
_MESSAGE_ID = re.compile(r"<[^<>\s]{3,400}>")
_MAILBOX = re.compile(r"[^\s<>;,\"]+@[^\s<>;,\"]+")
_LINK = re.compile(r"https?://[^\s<>]{1,900}")
_ROBOT = re.compile(r"mailer-?daemon|postmaster|mail delivery (?:sub)?system", re.I)
_ANSWERS_BY_ITSELF = re.compile(r"auto-?(?:replied|reply|generated|notified|response)|vacation|yes|oof", re.I)
_ANSWERING = ("Auto-Submitted", "X-Autoreply", "X-Autorespond", "X-Auto-Reply", "Precedence", "X-Precedence")
_OUT_OF_OFFICE = re.compile(r"^(?:automatic reply|auto(?:matic)?[ -]?(?:reply|response)|out of (?:the )?office|abwesenheit|absence du bureau|réponse automatique)\b", re.I)  # fmt: skip


def read_returned(message: bytes, *, sender: str = "", recipients: tuple[str, ...] = ()) -> Finding:
    """`sender` and `recipients` are of the envelope, empty where nothing is known of it. Never raises."""
    try:
        apart = take_apart(message)
    except TooDeep:
        return _unread(message, recipients, "It has more parts than any report has.")
    except Exception:  # whatever a library makes of bytes that somebody has chosen
        return _unread(message, recipients, "It is no message that can be taken apart.")
    kind, fault = _judged(apart, sender)
    return Finding(
        kind,
        fault.fault,
        fault.is_permanent,
        fault.status,
        fault.diagnostic,
        _traces(apart, recipients),
        _name(message, apart.own, recipients),
    )


def _unread(message: bytes, recipients: tuple[str, ...], why: str) -> Finding:
    """Where it went may still be told: that is of the envelope."""
    name = _digest(message, recipients)
    return Finding(Kind.UNREAD, diagnostic=why, traces=Traces(paths=recipients), name=name)


def _judged(apart: Apart, sender: str) -> tuple[Kind, Fault]:
    """A report says what it is; words alone are a bounce only where a mail server has written them."""
    if apart.feedback is not None:
        return _complained(apart.feedback)
    if apart.is_delivery_report:
        return _reported(apart)
    if _is_of_a_server(apart.own, sender):
        return Kind.BOUNCE, fault_in(apart.lead)
    if _answers_by_itself(apart.own):
        return Kind.AUTO_REPLY, Fault()
    return Kind.OTHER, Fault()


def _complained(report: Fields) -> tuple[Kind, Fault]:
    """RFC 5965 §3.5: also “not-spam” comes as feedback, and reports about signatures are none of a reader's (RFC 6591)."""
    kind = words_of(report, "Feedback-Type").lower()
    program = diagnostic_of(f"{kind} {words_of(report, 'User-Agent')}")
    is_complaint = kind in ("abuse", "fraud", "virus", "opt-out", "opt-out-list", "other")
    return (Kind.COMPLAINT if is_complaint else Kind.OTHER), Fault(diagnostic=program)


def _reported(apart: Apart) -> tuple[Kind, Fault]:
    """RFC 3464 §2.3.3. A report without a block that says what happened leaves only its words."""
    by_action: dict[str, list[Fields]] = {}
    for block in apart.recipients[:100]:
        by_action.setdefault(words_of(block, "Action").lower(), []).append(block)
    for action, kind in (("failed", Kind.BOUNCE), ("delayed", Kind.DELAY)):
        if blocks := by_action.get(action):
            return kind, heaviest(_fault(block, apart.lead) for block in blocks)
    if by_action:
        return Kind.OTHER, Fault()
    return Kind.BOUNCE, fault_in(apart.lead)


def _fault(block: Fields, lead: str) -> Fault:
    found = fault_of(words_of(block, "Status"), words_of(block, "Diagnostic-Code"))
    return found if found.status else fault_in(lead)


def _is_of_a_server(own: Fields, sender: str) -> bool:
    is_null = sender == "<>" or words_of(own, "Return-Path") == "<>"
    is_answer = any(words_of(own, name) for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply"))
    is_robot = _ROBOT.search(words_of(own, "From")) is not None
    return is_robot or (is_null and not is_answer and not _answers_by_itself(own))


def _answers_by_itself(own: Fields) -> bool:
    said = any(_ANSWERS_BY_ITSELF.search(words_of(own, name)) for name in _ANSWERING)
    return said or _OUT_OF_OFFICE.match(words_of(own, "Subject")) is not None


def _traces(apart: Apart, recipients: tuple[str, ...]) -> Traces:
    """A return path first of the envelope, then of headers that servers copy it into."""
    own, report, back = apart.own, apart.feedback, apart.returned
    copied = [
        word
        for name in ("Delivered-To", "X-Original-To", "Envelope-To", "To")
        for word in all_words_of(own, name)
    ]
    told = [words_of(report, "Original-Mail-From"), words_of(back, "Return-Path")]
    to = [
        *(
            words_of(block, name)
            for block in apart.recipients[:20]
            for name in ("Original-Recipient", "Final-Recipient")
        ),
        *all_words_of(report, "Original-Rcpt-To"),
        *all_words_of(back, "To"),
    ]
    return Traces(
        paths=_found(_MAILBOX, [*recipients, *copied, *told]),
        message_ids=_found(_MESSAGE_ID, [words_of(back, "Message-ID"), words_of(own, "In-Reply-To")]),
        addresses=tuple(each.lower() for each in _found(_MAILBOX, to)),
        links=_found(_LINK, [words_of(back, "List-Unsubscribe")]),
    )


def _found(pattern: re.Pattern[str], texts: list[str]) -> tuple[str, ...]:
    """Each once, in their order; a bounded number of them."""
    found = (match[0] for text in texts for match in pattern.finditer(text[:2000]))
    return tuple(dict.fromkeys(each for each in found if len(each) <= 900))[:20]


def _name(message: bytes, own: Fields, recipients: tuple[str, ...]) -> str:
    """The same however often and by whatever way it is handed in: what servers put on top of it does not count."""
    known = words_of(own, "Message-ID").encode("utf-8", "replace")
    head, _, body = message.replace(b"\r\n", b"\n").partition(b"\n\n")
    return _digest(known + b"\0" + body if known else head + b"\0" + body, recipients)


def _digest(data: bytes, recipients: tuple[str, ...]) -> str:
    to = "\0".join(sorted(each.lower() for each in recipients)).encode("utf-8", "replace")
    return hashlib.sha256(to + b"\0" + data).hexdigest()
