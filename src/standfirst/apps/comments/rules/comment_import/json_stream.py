"""JSON document by document: lines of objects, a list of them, or an object of lists, with one document in memory."""

import json
from collections.abc import Iterator
from io import TextIOWrapper
from typing import Any, BinaryIO

from standfirst.apps.comments.rules.comment_import.found import Unreadable

CHUNK = 1 << 16  # characters
LONGEST = 4 << 20  # characters of one document


class _Text:
    """The file as text, of which only what is not yet read lies in memory."""

    def __init__(self, file: BinaryIO) -> None:
        self._reader = TextIOWrapper(file, encoding="utf-8-sig", errors="replace")
        self._waiting = ""
        self._decoder = json.JSONDecoder()

    def next_sign(self) -> str:
        """The next character that is no space, left where it is; empty at the end."""
        while True:
            self._waiting = self._waiting.lstrip(" \t\r\n")
            if self._waiting or not self._more():
                return self._waiting[:1]

    def skip(self) -> None:
        """Pass over the next character."""
        self._waiting = self._waiting[1:]

    def look(self, size: int) -> str:
        """The next characters, left where they are."""
        while len(self._waiting) < size and self._more():
            pass
        return self._waiting[:size]

    def take(self) -> Any:
        """The next value, an object or a text. Raises Unreadable."""
        while True:
            try:
                value, end = self._decoder.raw_decode(self._waiting)
            except RecursionError:
                raise Unreadable("The file is nested too deeply.") from None
            except ValueError as fault:
                if len(self._waiting) > LONGEST:
                    raise Unreadable("One document in the file is far too long.") from None
                if not self._more():
                    raise Unreadable(f"The file is not whole JSON: {fault}.") from None
            else:
                self._waiting = self._waiting[end:]
                return value

    def _more(self) -> bool:
        """Twice as much as lies here, so that a long document is not tried again and again."""
        read = self._reader.read(max(CHUNK, len(self._waiting)))
        self._waiting += read
        return bool(read)


def documents(file: BinaryIO) -> Iterator[dict[str, Any]]:
    """Every object that stands in the lists of the file, or by itself. Raises Unreadable."""
    text = _Text(file)
    while sign := text.next_sign():
        if sign == "{" and _is_object_of_lists(text):
            yield from _of_lists(text)
        elif sign == "[":
            yield from _list(text)
        elif sign == "{":
            yield _object(text)
        else:
            raise Unreadable("The file is not a list of documents.")


def _is_object_of_lists(text: _Text) -> bool:
    """Looks at the first name: {"stories": [ …"""
    name, _, rest = text.look(200)[1:].lstrip().partition(":")
    return name.strip().strip('"') in {"stories", "comments", "users"} and rest.lstrip()[:1] == "["


def _of_lists(text: _Text) -> Iterator[dict[str, Any]]:
    text.skip()
    while text.next_sign() == '"':
        text.take()
        _expect(text, ":")
        if text.next_sign() != "[":
            raise Unreadable("The file has something else than lists in it.")
        yield from _list(text)
        if text.next_sign() == ",":
            text.skip()
    _expect(text, "}")


def _list(text: _Text) -> Iterator[dict[str, Any]]:
    _expect(text, "[")
    while text.next_sign() == "{":
        yield _object(text)
        if text.next_sign() == ",":
            text.skip()
    _expect(text, "]")


def _object(text: _Text) -> dict[str, Any]:
    found = text.take()
    return found if isinstance(found, dict) else {}


def _expect(text: _Text, sign: str) -> None:
    if text.next_sign() != sign:
        raise Unreadable(f"The file is not whole JSON: there is no {sign} where it should be.")
    text.skip()
