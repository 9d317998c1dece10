"""Coral: its documents of stories, users and comments as `mongoexport` writes them, in one file and in any order."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from standfirst.apps.comments.rules.comment_import.dates import moment_of_mongo
from standfirst.apps.comments.rules.comment_import.found import Page, Person, Piece, Standing, comment_of
from standfirst.apps.comments.rules.comment_import.json_stream import documents

_STANDINGS = {
    "NONE": Standing.OUT,
    "APPROVED": Standing.OUT,
    "PREMOD": Standing.WAITING,
    "SYSTEM_WITHHELD": Standing.WAITING,
}


def read_coral(file: BinaryIO) -> Iterator[Piece]:
    """What is neither story, user nor comment is passed over. Raises Unreadable."""
    for document in documents(file):
        key = _text(document, "id")
        if "storyID" in document:
            yield _comment(document, key)
        elif "url" in document:
            yield Page(key, _text(document, "url"))
        elif "username" in document or "email" in document:
            yield Person(
                key=key,
                name=_text(document, "username"),
                email=_text(document, "email"),
                is_proven=document.get("emailVerified") is True,
            )


def _comment(document: dict[str, Any], key: str) -> Piece:
    return comment_of(
        key=key,
        page=_text(document, "storyID"),
        parent=_text(document, "parentID"),
        author=Person(key=_text(document, "authorID")),
        html=_body(document),
        standing=_standing(document),
        written=moment_of_mongo(document.get("createdAt")),
    )


def _body(document: dict[str, Any]) -> str:
    """What the latest revision says."""
    revisions = document.get("revisions")
    last = revisions[-1] if isinstance(revisions, list) and revisions else document
    return _text(last, "body") if isinstance(last, dict) else ""


def _standing(document: dict[str, Any]) -> Standing:
    if document.get("deletedAt"):
        return Standing.REMOVED
    return _STANDINGS.get(_text(document, "status"), Standing.REMOVED)


def _text(document: dict[str, Any], name: str) -> str:
    value = document.get(name)
    return value if isinstance(value, str) else ""
