"""Comments as other systems give them out, read one after the other, however large the file is."""

from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

from standfirst.apps.comments.rules.comment_import.coral import read_coral
from standfirst.apps.comments.rules.comment_import.disqus import read_disqus
from standfirst.apps.comments.rules.comment_import.found import (
    Flaw,
    Found,
    Page,
    Person,
    Piece,
    Standing,
    Unreadable,
)
from standfirst.apps.comments.rules.comment_import.wordpress import read_wordpress

READERS: Mapping[str, Callable[[BinaryIO], Iterator[Piece]]] = {
    "disqus": read_disqus,
    "wordpress": read_wordpress,
    "coral": read_coral,
}

__all__ = ["READERS", "Flaw", "Found", "Page", "Person", "Piece", "Standing", "Unreadable"]
