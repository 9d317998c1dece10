"""What a mail server's reply means for the message, the address and the sender: one table, read from above.

The codes are those of RFC 3463 and of the large receivers' own pages; words count where servers say nothing better. A doubtful
refusal never costs a reader their newsletter: it is `POLICY`, which is counted and looked at, and suppresses nobody.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from standfirst.apps.mailing.rules.bulk.outcomes import Verb


class Meaning(StrEnum):
    """What follows from it."""

    DELIVERED = "delivered"
    RETRY = "retry"  # not now: the message goes back to be tried again
    SLOW_DOWN = "slow down"  # the same, and the pace of this server falls
    ADDRESS = "address"  # nobody is there: the address is not written to again
    MAILBOX = "mailbox"  # full or over its quota: this message is given up, the address is kept
    CONTENT = "content"  # this message is not wanted for what it says
    POLICY = "policy"  # not wanted for who sends, or for no reason that is told
    CONFIGURATION = "configuration"  # our own fault: the newsletter pauses, no address is touched


@dataclass(frozen=True, slots=True)
class Row:
    """Where the enhanced code (“5.1.1”) or else the words fit, at one of the verbs. An empty pattern fits nothing."""

    meaning: Meaning
    enhanced: str = ""
    words: str = ""
    codes: frozenset[int] = frozenset()
    verbs: frozenset[Verb] = frozenset(Verb)


_OURS = frozenset({Verb.CONNECT, Verb.EHLO, Verb.STARTTLS, Verb.AUTH})
_BEFORE_A_NAME = _OURS | {Verb.MAIL}
_TRANSACTION = frozenset({Verb.RCPT, Verb.DATA, Verb.DOT})

PASSING = (
    Row(Meaning.SLOW_DOWN, codes=frozenset({421, 454})),
    Row(Meaning.SLOW_DOWN, enhanced=r"4\.7\.\d+"),
    Row(Meaning.SLOW_DOWN, words=r"too (?:many|fast|much)|rate.?limit|throttl|slow down|unusual rate|deferred due to|at a rate"),
)  # fmt: skip
FOR_GOOD = (
    # Authentication of the sender: 5.7.515 Microsoft, 5.7.25–.32 Google and Microsoft, 5.7.20–.23 RFC 7372, .27 RFC 7505
    Row(Meaning.CONFIGURATION, enhanced=r"5\.7\.(?:515|2[0-9]|3[0-2]|509|511)"),
    Row(Meaning.CONFIGURATION, words=r"\b(?:spf|dkim|dmarc)\b|unauthenticated|authentication (?:required|failed)|reverse dns|\bptr\b|not permitted to relay|relay(?:ing)? (?:access )?denied"),
    Row(Meaning.CONFIGURATION, codes=frozenset({530, 534, 535, 538})),
    Row(Meaning.CONFIGURATION, enhanced=r"5\.7\.8|5\.1\.[78]|5\.5\.\d+|5\.4\.6", verbs=_BEFORE_A_NAME | _TRANSACTION),
    Row(Meaning.CONFIGURATION, codes=frozenset({500, 501, 502, 503, 504, 555}), verbs=_BEFORE_A_NAME),
    Row(Meaning.MAILBOX, enhanced=r"5\.2\.2", verbs=_TRANSACTION),
    Row(Meaning.MAILBOX, words=r"quota|mailbox (?:is )?full|over.?storage|storage (?:limit|exceeded)|insufficient (?:disk|storage)", verbs=_TRANSACTION),
    Row(Meaning.CONTENT, enhanced=r"5\.2\.3|5\.3\.4|5\.6\.\d+"),
    Row(Meaning.CONTENT, words=r"\bspam(?:my)?\b(?!haus|cop)|virus|malware|phish|message (?:size|too (?:large|big))|content (?:rejected|blocked)|suspicious link"),
    Row(Meaning.POLICY, words=r"spamhaus|spamcop|barracuda|black.?list|block.?list|blocked|reputation|\brbl\b|banned"),
    Row(Meaning.ADDRESS, enhanced=r"5\.1\.(?:[12346]|10)|5\.2\.1|5\.4\.[14]", verbs=_TRANSACTION),
    Row(Meaning.ADDRESS, words=r"(?:user|recipient|mailbox|address|account|reader)\b.{0,40}\b(?:unknown|not found|does(?:n.t| not) exist|disabled|inactive|unavailable|invalid|not exist)|(?:no such|unknown|invalid|unrouteable) (?:\w+ )?(?:user|recipient|mailbox|address|account|reader)|does(?:n.t| not) have an? \S+ account|nobody|no mailbox", verbs=_TRANSACTION),
    Row(Meaning.ADDRESS, codes=frozenset({551}), verbs=frozenset({Verb.RCPT})),
    Row(Meaning.MAILBOX, codes=frozenset({552}), verbs=frozenset({Verb.RCPT})),
    Row(Meaning.CONTENT, codes=frozenset({552}), verbs=frozenset({Verb.MAIL, Verb.DOT})),
)  # fmt: skip
_ENHANCED = re.compile(r"(?:^|[\s-])([245]\.\d{1,3}\.\d{1,3})(?=\D|$)")


def meaning_of(code: int, text: str, verb: Verb = Verb.DOT) -> Meaning:
    """What `code` and `text` say, given at `verb`. A passing refusal (4xx) is only ever RETRY or SLOW_DOWN."""
    if 200 <= code < 300:
        return Meaning.DELIVERED
    if code < 500:
        return _first(PASSING, code, text, verb) or Meaning.RETRY
    return _first(FOR_GOOD, code, text, verb) or Meaning.POLICY


def enhanced_code(code: int, text: str) -> str:
    """Of RFC 3463, such as “5.1.1”, if the reply has one of the same class; else empty."""
    found = _ENHANCED.search(text[:200])
    return found[1] if found and found[1][0] == str(code)[0] else ""


def _first(table: tuple[Row, ...], code: int, text: str, verb: Verb) -> Meaning | None:
    enhanced = enhanced_code(code, text)
    return next((row.meaning for row in table if _fits(row, code, enhanced, text, verb)), None)


def _fits(row: Row, code: int, enhanced: str, text: str, verb: Verb) -> bool:
    if verb not in row.verbs:
        return False
    if row.codes:
        return code in row.codes
    if row.enhanced:
        return re.fullmatch(row.enhanced, enhanced) is not None
    return re.search(row.words, text, re.I) is not None
