"""Disqus: the XML file of "Export comments"."""

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from standfirst.apps.comments.rules.comment_import.dates import moment_of
from standfirst.apps.comments.rules.comment_import.found import Page, Person, Piece, Standing, comment_of
from standfirst.apps.comments.rules.comment_import.xml_stream import elements, text_at

_SPACE = "{http://disqus.com}"
_ID = "{http://disqus.com/disqus-internals}id"
_POST, _THREAD = f"{_SPACE}post", f"{_SPACE}thread"
_WANTED = frozenset(
    {(f"{_SPACE}disqus", _POST), (f"{_SPACE}disqus", _THREAD)}
)  # posts have a thread in them too


def read_disqus(file: BinaryIO) -> Iterator[Piece]:
    """Threads as pages, posts as comments. Raises Unreadable."""
    for element in elements(file, wanted=_WANTED):
        key = element.get(_ID, "")
        if element.tag == _POST:
            yield _comment(element, key)
        else:
            yield Page(key, _text(element, "link"))


def _comment(post: etree._Element, key: str) -> Piece:
    return comment_of(
        key=key,
        page=_reference(post, "thread"),
        parent=_reference(post, "parent"),
        author=_author(post),
        html=_text(post, "message"),
        standing=_standing(post),
        written=moment_of(_text(post, "createdAt")),
    )


def _author(post: etree._Element) -> Person:
    return Person(
        name=_text(post, "author/name") or _text(post, "author/username"),
        email=_text(post, "author/email"),
        is_proven=_text(post, "author/isAnonymous").lower() == "false",
    )


def _standing(post: etree._Element) -> Standing:
    if _is(post, "isDeleted") or _is(post, "isSpam"):
        return Standing.REMOVED
    return Standing.WAITING if _text(post, "isApproved").lower() == "false" else Standing.OUT


def _is(post: etree._Element, name: str) -> bool:
    return _text(post, name).lower() == "true"


def _reference(post: etree._Element, name: str) -> str:
    found = post.find(f"{_SPACE}{name}")
    return found.get(_ID, "") if found is not None else ""


def _text(element: etree._Element, path: str) -> str:
    return text_at(element, "/".join(f"{_SPACE}{step}" for step in path.split("/")))
