"""WordPress: the file of "Tools → Export" (WXR), with the comments inside each article."""

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from standfirst.apps.comments.rules.comment_import.dates import moment_of
from standfirst.apps.comments.rules.comment_import.found import Page, Person, Piece, Standing, comment_of
from standfirst.apps.comments.rules.comment_import.xml_stream import elements, text_at

_SPACES = tuple(f"{{http://wordpress.org/export/{version}/}}" for version in ("1.2", "1.1", "1.0"))
_COMMENTS = frozenset(f"{space}comment" for space in _SPACES)
_WANTED = frozenset(
    {*(("item", tag) for tag in _COMMENTS), ("item", "link"), ("channel", "link"), ("channel", "item")}
)
_STANDINGS = {"1": Standing.OUT, "approve": Standing.OUT, "0": Standing.WAITING, "hold": Standing.WAITING}
_NOT_SAID_BY_ANYBODY = {"pingback", "trackback"}


def read_wordpress(file: BinaryIO) -> Iterator[Piece]:
    """The link of an article comes before its comments in the file. Raises Unreadable."""
    site, address = "", ""
    for element in elements(file, wanted=_WANTED):
        if element.tag in _COMMENTS:
            yield from _comment(element, site, address)
        elif element.tag == "item":
            address = ""
        elif host := _host_of(element):
            site = site or host
        else:
            address = _own_text(element)
            yield Page(address, address)


def _host_of(link: etree._Element) -> str:
    """The host, where the link is the channel's own."""
    parent = link.getparent()
    if parent is None or parent.tag != "channel":
        return ""
    return _own_text(link).partition("://")[2].partition("/")[0].lower() or "site"


def _comment(element: etree._Element, site: str, address: str) -> Iterator[Piece]:
    space = str(element.tag).removesuffix("comment")
    said = {name: text_at(element, f"{space}comment_{name}") for name in _NAMES}
    if said["type"] in _NOT_SAID_BY_ANYBODY:
        return
    yield comment_of(
        key=f"{site}:{said['id']}" if said["id"] else "",
        page=address,
        parent=f"{site}:{said['parent']}" if said["parent"] not in {"", "0"} else "",
        author=Person(
            name=said["author"], email=said["author_email"], is_proven=said["user_id"] not in {"", "0"}
        ),
        html=_with_breaks(said["content"]),
        standing=_STANDINGS.get(said["approved"], Standing.REMOVED),
        written=moment_of(said["date_gmt"]) or moment_of(said["date"]),
    )


_NAMES = (
    "id",
    "parent",
    "type",
    "author",
    "author_email",
    "user_id",
    "content",
    "approved",
    "date",
    "date_gmt",
)


def _with_breaks(text: str) -> str:
    """WordPress keeps the lines as typed, and makes paragraphs of them when it shows them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return lines.replace("\n\n", "<p>").replace("\n", "<br>")


def _own_text(element: etree._Element) -> str:
    return (element.text or "").strip()
