"""What a server's words in a report mean. The words for refusals at once are the same, so their table is (`replies`)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from standfirst.apps.mailing.rules.replies import Meaning, meaning_of
from standfirst.apps.mailing.rules.returned.findings import FAULTS

LONGEST_DIAGNOSTIC = 300
_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_REPLY = re.compile(r"(?<![\d.])([45]\d\d)(?=[ \-:#])[ \-:]*(?:#?([45]\.\d{1,3}\.\d{1,3}))?")
_ADDRESS = re.compile(r"[^\s<>\"'():;,\[\]]+@[^\s<>\"'():;,\[\]]+")
_UNTOLD = re.compile(r"[245]\.0\.0")
_GONE_QUIET = re.compile(r"4\.4\.\d+")  # nobody answers there, or not in time
_COPY_BEGINS = re.compile(
    r"^(?:-{3,}.*(?:copy|original|below|headers|returned message)|(?:return-path|received|dkim-signature|arc-seal|x-original-to):)",
    re.I | re.M,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """`fault` is None where nothing is said of it."""

    fault: Meaning | None = None
    is_permanent: bool = False
    status: str = ""
    diagnostic: str = ""


def fault_of(status: str, diagnostic: str) -> Fault:
    """Of a DSN's `Status` and `Diagnostic-Code`: one that says no more than the class of its status is told by the other."""
    said = _STATUS.search(status)
    words = diagnostic.partition(";")[2].strip() if ";" in diagnostic[:20] else diagnostic.strip()
    inside = _STATUS.search(words)
    told = inside if inside and (said is None or _UNTOLD.fullmatch(said[0])) else said
    number = _REPLY.search(words)
    if told is None and number is None:
        return Fault(diagnostic=diagnostic_of(words))
    code = told[0] if told else f"{number[1][0]}.0.0" if number else ""
    exact = int(number[1]) if number and number[1][0] == code[0] else 0
    return _judged(code, exact, words)


def fault_in(text: str) -> Fault:
    """Of a bounce in words alone: the first code that stands before the copy of what came back."""
    said = before_the_copy(text)
    found = _REPLY.search(said) or _STATUS.search(said)
    if found is None:
        return Fault(diagnostic=diagnostic_of(said))
    line = next((each for each in said.splitlines() if found[0] in each), "")
    return fault_of("", line)


def before_the_copy(text: str) -> str:
    """A newsletter that speaks of “5.1.1” is not a server that says it."""
    found = _COPY_BEGINS.search(text)
    return text[: found.start()] if found else text


def diagnostic_of(words: str) -> str:
    """One line of visible text that names nobody's address."""
    visible = "".join(each if each.isprintable() else " " for each in words[:2000])
    return " ".join(_ADDRESS.sub("(address)", visible).split())[:LONGEST_DIAGNOSTIC]


def heaviest(faults: Iterable[Fault]) -> Fault:
    """One message may tell of several recipients, and ours is only one of them: what is for good counts first."""
    return max(faults, key=lambda each: (each.is_permanent, each.fault is not None), default=Fault())


def _judged(status: str, code: int, words: str) -> Fault:
    is_permanent = status[0] == "5"
    text = f"{status} {words}" if not _UNTOLD.fullmatch(status) else words
    known = _GONE_QUIET.fullmatch(status) and Meaning.MAILBOX
    meaning = known or _as_if_for_good(status, code, text)
    return Fault(meaning if meaning in FAULTS else None, is_permanent, status, diagnostic_of(words))


def _as_if_for_good(status: str, code: int, text: str) -> Meaning | None:
    """A server that has given up after passing refusals means the same by “4.2.2” as by “5.2.2”."""
    if status[0] not in "45":
        return None
    if status[0] == "4":
        text, code = _STATUS.sub(r"5.\2.\3", text), 0
    is_told = not _UNTOLD.fullmatch(status) or bool(text.strip())
    return meaning_of(code or 550, text) if is_told else None
