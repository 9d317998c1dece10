"""What keeps a letter from going out: plain rules over its HTML and its text. Each fault is a sentence for the editor."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

from standfirst.apps.newsletters.rules.letters import LetterGiven

MOST_BYTES = 95_000  # Gmail cuts a letter at about 102 KB, and with it the way out of the newsletter
LONGEST_VALUE = 900  # of an address that fills a token
RUN = 8  # words in a row that are no coincidence
SHORTEST = 5  # words of a whole paragraph or heading
LONGER = 130  # bytes by which an address of ours may be longer than the one that it leads to
_TOKEN = re.compile(r"\[\[[a-z]+\]\]")
_ONLY_TOKEN = re.compile(r"\[\[(?:online|unsubscribe|preferences)\]\]")
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Found:
    """What a letter holds: addresses it leads to, and the words beside each picture; None where there are none."""

    links: list[str] = field(default_factory=list)
    alts: list[str | None] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Found()
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            self.found.links.append((given.get("href") or "").strip())
        if tag == "img":
            self.found.alts.append(given.get("alt"))
        self._unread += tag in {"style", "script"}

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in {"style", "script"}

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.found.words.append(data)


def read(html: str) -> Found:
    """What stands in the HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


def faults_of(
    letter: LetterGiven, *, postal_address: str, leads_somewhere: Callable[[str], bool]
) -> list[str]:
    """Everything that is wrong with it; `leads_somewhere` knows the addresses of the site, and of others no more than their form."""
    found = read(letter.html)
    return [
        *_size(letter, found),
        *_parts(letter),
        *_address(letter, found, postal_address),
        *_links(found, leads_somewhere),
        *_pictures(found),
    ]


def gated_in(letter: LetterGiven, gated: Iterable[str]) -> str | None:
    """The first run of words of `gated` texts that stands in the letter; None where there is none.

    Whoever gets the letter may not read them. Shorter texts count as a whole, from five words on.
    """
    said = [_words(" ".join(read(letter.html).words)), _words(letter.text)]
    runs = [_runs(words) for words in said]
    for text in gated:
        words = _words(text)
        size = min(RUN, len(words))
        if size < SHORTEST:
            continue
        for run in _runs(words, size):
            if any(
                run in (found if size == RUN else _runs(all_words, size))
                for found, all_words in zip(runs, said, strict=True)
            ):
                return " ".join(run)
    return None


def worst_size(html: str) -> int:
    """Bytes of the HTML when every token is filled with the longest that may be."""
    return len(html.encode()) + LONGEST_VALUE * len(_TOKEN.findall(html))


def _size(letter: LetterGiven, found: Found) -> Iterator[str]:
    size = worst_size(letter.html) + LONGER * len(found.links)
    if size > MOST_BYTES:
        yield f"The letter is too large: {size // 1000} KB, and {MOST_BYTES // 1000} KB is the most. Take stories out."


def _parts(letter: LetterGiven) -> Iterator[str]:
    if not letter.subject.strip():
        yield "The letter has no subject."
    if not letter.text.strip():
        yield "The letter has no text part."
    for token in ("unsubscribe", "preferences", "why"):
        mark = f"[[{token}]]"
        if mark not in letter.html or mark not in letter.text:
            yield f"The letter has lost its {mark}."


def _address(letter: LetterGiven, found: Found, postal_address: str) -> Iterator[str]:
    wanted = " ".join(_words(postal_address))
    if not wanted:
        yield "The publication has no postal address. Enter it in its settings: no newsletter may go out without it."
    elif wanted not in " ".join(_words(" ".join(found.words))) or wanted not in " ".join(_words(letter.text)):
        yield "The postal address does not stand in the letter."


def _links(found: Found, leads_somewhere: Callable[[str], bool]) -> Iterator[str]:
    for link in dict.fromkeys(found.links):
        if not _ONLY_TOKEN.fullmatch(link) and not leads_somewhere(unescape(link)):
            yield f"This link leads nowhere: {link or 'it is empty'}"


def _pictures(found: Found) -> Iterator[str]:
    if missing := sum(not (alt or "").strip() for alt in found.alts):
        yield f"{missing} picture{'s have' if missing > 1 else ' has'} no words for those who do not see it."


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _runs(words: list[str], size: int = RUN) -> set[tuple[str, ...]]:
    return {tuple(words[place : place + size]) for place in range(len(words) - size + 1)}
