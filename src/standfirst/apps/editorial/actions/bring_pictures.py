"""Bring along the pictures of a page: from the page itself, from the folder beside it, or from the web."""

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from standfirst.apps.editorial.rules.page_import.page import ImportedPage, ImportedPicture
from standfirst.apps.editorial.rules.page_import.picture_file import (
    MOST_BYTES,
    NotAPicture,
    suffix_of_picture,
)
from standfirst.apps.editorial.rules.page_import.words import shortened
from standfirst.core.fetch import Fetched, NotFetched, fetch

MOST_PICTURES = 40

BytesOf = Callable[[str], bytes]
"""Gives the bytes at a picture's address, or raises NotAPicture."""


@dataclass(slots=True)
class Brought:
    """Checked pictures by their address, with the ending of the file's name, and notes on the others."""

    files: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    look_at: list[str] = field(default_factory=list)


def bring_pictures(page: ImportedPage, *, bytes_of: BytesOf) -> Brought:
    """Stores nothing. A picture that cannot be had is named in the report, and the text comes without it."""
    brought = Brought()
    wanted = dict.fromkeys(
        block.value.src for block in page.blocks if isinstance(block.value, ImportedPicture)
    )
    for src in list(wanted)[:MOST_PICTURES]:
        try:
            data = bytes_of(src)
            brought.files[src] = (data, suffix_of_picture(data))
        except NotAPicture as problem:
            brought.look_at.append(f"A picture was left out: {shortened(src, most=80)} {problem}.")
    if len(wanted) > MOST_PICTURES:
        brought.look_at.append(f"Only the first {MOST_PICTURES} pictures were brought along.")
    return brought


def from_folder_of(page: Path) -> BytesOf:
    """Pictures that a browser saved beside the page; nothing outside of the page's own folder is opened."""
    folder = page.parent.resolve()

    def bytes_of(src: str) -> bytes:
        if src.startswith("data:"):
            return _from_data(src)
        if "://" in src:
            raise NotAPicture("is on the web and was not saved with the page")
        file = (folder / unquote(src)).resolve()
        if not file.is_relative_to(folder) or not file.is_file():
            raise NotAPicture("is not in the folder beside the page")
        if file.stat().st_size > MOST_BYTES:
            raise NotAPicture(f"has more than {MOST_BYTES // 1024 // 1024} MB")
        return file.read_bytes()

    return bytes_of


def from_web(*, get: Callable[[str], Fetched] = fetch) -> BytesOf:
    """Pictures of a page that was fetched: the same rules for their addresses as for the page's."""

    def bytes_of(src: str) -> bytes:
        if src.startswith("data:"):
            return _from_data(src)
        try:
            return get(src).body
        except NotFetched as problem:
            raise NotAPicture(f"could not be fetched ({str(problem).rstrip('.')})") from problem

    return bytes_of


def from_page_alone(src: str) -> bytes:
    """For text without a folder: only what the page itself carries."""
    if src.startswith("data:"):
        return _from_data(src)
    raise NotAPicture("was not brought with the page")


def _from_data(src: str) -> bytes:
    head, _, body = src.partition(",")
    try:
        return (
            base64.b64decode(unquote(body), validate=True)
            if head.endswith(";base64")
            else unquote_to_bytes(body)
        )
    except (binascii.Error, ValueError) as problem:
        raise NotAPicture("is damaged") from problem


def numbered(brought: Brought, store: Callable[[str, bytes], int], *, stem: str) -> Mapping[str, int]:
    """Stores each picture under a name of its own; its number by its address."""
    return {
        src: store(f"{stem}-{place}{suffix}", data)
        for place, (src, (data, suffix)) in enumerate(brought.files.items(), start=1)
    }
