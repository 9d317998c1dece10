"""Turns the bytes of a page into text, or says in one sentence why it cannot."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from standfirst.apps.editorial.rules.page_import.page import Unreadable

MOST_BYTES = 10 * 1024 * 1024
BYTES_SEARCHED_FOR_CHARSET = 4096

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{2,40})""", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x9f]")
_FOREIGN_FILES = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zipped file (a Word document or an archive)"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"{\\rtf", "a rich-text file"),
    (b"bplist00", "a web archive of Safari"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    look_at: tuple[str, ...] = ()


def decode(data: bytes, *, name: str) -> Decoded:
    """Text of the page; raises Unreadable with one sentence."""
    refuse_size(len(data), name=name)
    _refuse_empty(data, name=name)
    _refuse_foreign(data, name=name)
    decoded = _by_mark(data) or _by_declaration(data) or _by_trial(data)
    if _is_binary(decoded.text):
        raise Unreadable(f"{name} is not text: save the page as HTML or copy its text into a file.")
    if not decoded.text.strip():
        raise Unreadable(f"{name} is empty.")
    return Decoded(_CONTROL.sub("", decoded.text), decoded.look_at)


def refuse_size(size: int, *, name: str) -> None:
    """Asked before a large file is read at all."""
    if size > MOST_BYTES:
        limit = MOST_BYTES // 1024 // 1024
        raise Unreadable(f"{name} has {size / 1024 / 1024:.0f} MB; a page may have at most {limit} MB.")


def _refuse_empty(data: bytes, *, name: str) -> None:
    if not data.strip(b"\x00 \t\r\n"):
        raise Unreadable(f"{name} is empty.")


def _refuse_foreign(data: bytes, *, name: str) -> None:
    for start, what in _FOREIGN_FILES:
        if data.startswith(start):
            raise Unreadable(f"{name} is {what}: save the page as HTML or copy its text into a file.")


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    return None


def _by_declaration(data: bytes) -> Decoded | None:
    """A page that declares one encoding and is written in UTF-8 is read as UTF-8 and reported."""
    found = (
        _CHARSET.search(data[:BYTES_SEARCHED_FOR_CHARSET])
        if b"<" in data[:BYTES_SEARCHED_FOR_CHARSET]
        else None
    )
    declared = found.group(1).decode("ascii").lower() if found else ""
    codec = _codec(declared)
    if not codec or codec == "utf-8":
        return None
    if not data.isascii() and (text := _strictly(data, "utf-8")) is not None:
        return Decoded(
            text,
            (
                f"The page says that its encoding is {declared}, but it is UTF-8: look at accents and quotation marks.",
            ),
        )
    return _decoded(data, codec)


def _codec(declared: str) -> str:
    """Name of the codec; what browsers read as cp1252 is read as cp1252; byte-to-byte codecs are no encodings."""
    try:
        codec = codecs.lookup(declared) if declared else None
    except LookupError:
        return ""
    if (
        codec is None
        or not getattr(codec, "_is_text_encoding", True)
        or codec.name.startswith(("utf-16", "utf-32", "utf-7"))
    ):
        return ""
    return "cp1252" if codec.name in {"iso8859-1", "ascii", "cp1252"} else codec.name


def _by_trial(data: bytes) -> Decoded:
    if (text := _strictly(data, "utf-8")) is not None:
        return Decoded(text)
    if b"\x00" in data[:64] and (text := _strictly(data, "utf-16")) is not None:
        return Decoded(
            text, ("The file does not say its encoding; it was read as UTF-16: look at every character.",)
        )
    text = data.decode("cp1252", errors="replace")
    return Decoded(
        text, ("The page is not UTF-8; it was read as Windows-1252: look at accents and quotation marks.",)
    )


def _decoded(data: bytes, encoding: str) -> Decoded:
    text = _strictly(data, encoding)
    if text is not None:
        return Decoded(text)
    broken = data.decode(encoding, errors="replace")
    return Decoded(
        broken,
        ("Some bytes of the page do not fit its encoding: look for the sign \N{REPLACEMENT CHARACTER}.",),
    )


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, ValueError):
        return None


def _is_binary(text: str) -> bool:
    """Control and replacement characters are rare in text and common in everything else."""
    sample = text[:20_000]
    strange = len(_CONTROL.findall(sample)) + sample.count("\N{REPLACEMENT CHARACTER}")
    return strange > max(2, len(sample) // 50)
