"""The links of a letter: each is frozen under a number, and the letter leads to the number in place of the address."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

PART = "part-"  # the class of what holds one block of an edition, followed by its place
AROUND = 0  # the place of what stands around the blocks: head and foot
MOST_LINKS = 9999
_PLACE = re.compile(rf"{PART}([0-9]{{1,4}})")
_WEB_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\x7f]+", re.I)
_HREF = re.compile(r"""(?<=[\s"'])href\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""", re.I)


@dataclass(slots=True)
class Links:
    """The links of an edition in the order in which they were met: a number, from 1, for each block and address."""

    numbers: dict[tuple[int, str], int] = field(default_factory=dict)

    def number_of(self, block: int, address: str) -> int:
        """The same for the same link, whichever letter it stands in."""
        return self.numbers.setdefault((block, address), len(self.numbers) + 1)


def led_by_us(html: str, links: Links, *, ours: Callable[[int], str]) -> str:
    """The letter with `ours(number)` in place of each web address. Tokens, and so the ways to stop and to choose,
    mailboxes and whatever is no web address stay as they are."""
    found = _Found(html)
    pieces, end = [], 0
    for place, tag, block, address in found.links:
        if len(links.numbers) >= MOST_LINKS and (block, address) not in links.numbers:
            break
        leading = f'href="{escape(ours(links.number_of(block, address)))}"'
        pieces += [html[end:place], _led(tag, leading)]
        end = place + len(tag)
    return "".join([*pieces, html[end:]])


def _led(tag: str, leading: str) -> str:
    """The tag with another way out."""
    found = _HREF.search(tag)
    return f"{tag[: found.start()]}{leading}{tag[found.end() :]}" if found else tag


def is_counted(address: str) -> bool:
    """Whether it leads to a page, the same for everybody who gets the letter."""
    return "[[" not in address and _WEB_ADDRESS.fullmatch(address) is not None


class _Found(HTMLParser):
    """`links` holds (place, the whole tag, the block that it stands in, its address)."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[tuple[int, str, int, str]] = []
        self._lines = [0, *_line_ends(html)]
        self._block = AROUND
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._block = _block_of(given.get("class") or "", self._block)
        address = (given.get("href") or "").strip()
        written = self.get_starttag_text() or ""
        if tag == "a" and is_counted(address) and _HREF.search(written):
            line, column = self.getpos()
            self.links.append((self._lines[line - 1] + column, written, self._block, address))


def _block_of(classes: str, before: int) -> int:
    """Blocks follow each other, so whatever comes after a mark belongs to it until the next."""
    places = (_PLACE.fullmatch(word) for word in classes.split())
    return next((int(found[1]) for found in places if found), before)


def _line_ends(text: str) -> Iterator[int]:
    return (found.end() for found in re.finditer("\n", text))
