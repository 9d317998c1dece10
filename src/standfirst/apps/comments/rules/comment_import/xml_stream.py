"""XML element by element: nothing is loaded, no document type is heeded, no entity is put in, no memory grows."""

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from standfirst.apps.comments.rules.comment_import.found import Unreadable

_CONTROLS = bytes(number for number in range(32) if number not in b"\t\n\r")


class _Mended:
    """The file without the control characters that exports let through and XML does not allow."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        """What is left after taking them out; empty at the end only."""
        while data := self._file.read(size):
            if kept := data.translate(None, _CONTROLS):
                return kept
        return b""


def elements(file: BinaryIO, *, wanted: frozenset[tuple[str, str]]) -> Iterator[etree._Element]:
    """Each element of these (parent's tag, tag) when it is complete; it is emptied once the next is asked for.

    Raises Unreadable.
    """
    parsing = etree.iterparse(
        _Mended(file), events=("start", "end"), resolve_entities=False, load_dtd=False, no_network=True,
        dtd_validation=False, attribute_defaults=False, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        for event, element in parsing:
            if event == "start":
                _refuse_document_type(element)
            elif (_tag_above(element), element.tag) in wanted:
                yield element
                _forget(element)
    except etree.XMLSyntaxError as fault:
        raise Unreadable(f"The file is not whole XML: {fault.msg}.") from None


def _tag_above(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else str(parent.tag)


def _refuse_document_type(element: etree._Element) -> None:
    """Only the first element can tell, and asking costs next to nothing."""
    if element.getparent() is None and element.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("The file brings a document type of its own, which no export does.")


def _forget(element: etree._Element) -> None:
    parent = element.getparent()
    element.clear()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def text_at(element: etree._Element, path: str) -> str:
    """All text of the first element at this path below; empty where there is none."""
    found = element.find(path)
    return "" if found is None else str(found.xpath("string()")).strip()
