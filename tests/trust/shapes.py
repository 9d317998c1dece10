"""What a page is made of, as a browser by the standard reads it, and what in it no reader may bring in."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import html5lib
from django.conf import settings

from tests.trust.payloads import leads_elsewhere
from tests.trust.vectors import REL

Kind = tuple[str, tuple[str, ...]]
# What readers' Markdown and line breaks are made of; of these there may be any number.
OURS: frozenset[Kind] = frozenset(
    {
        ("p", ("dir",)), ("p", ()), ("li", ("dir",)), ("br", ()), ("em", ()), ("strong", ()), ("blockquote", ()), ("ul", ()),
        ("ol", ()), ("ol", ("start",)), ("a", ("href", "rel")),
    }
)  # fmt: skip
LEADING = ("href", "src", "action", "formaction", "xlink:href", "srcset", "data", "poster", "background")


# Of these a page has as many as before, whatever is said in it.
ACTIVE = {
    "script", "style", "link", "meta", "base", "title", "iframe", "object", "embed", "img", "svg", "math", "video", "audio", "form",
    "input", "button", "select", "textarea", "template", "noscript", "table", "body", "html", "head",
}  # fmt: skip
_FAULT_SAID = ("aria-describedby", "aria-invalid")


@dataclass(frozen=True, slots=True)
class Shape:
    """`kinds` counts elements by name and attributes, but for those of readers' Markdown; `odd` is seldom right, `text` is all
    that is read.
    """

    kinds: Counter[Kind]
    odd: tuple[str, ...]
    text: str

    @property
    def active(self) -> Counter[str]:
        return Counter(
            {
                name: sum(number for kind, number in self.kinds.items() if kind[0] == name)
                for name in ACTIVE & {kind[0] for kind in self.kinds}
            }
        )


def breaches_of(shape: Shape, usual: Shape, known: frozenset[Kind]) -> list[str]:
    """What a document has more than the same one in which nothing but plain words were said.

    `known` are the kinds of all documents of that sort: a page may say more, but of nothing new.
    """
    told = [f"<{kind[0]} {' '.join(kind[1])}>" for kind in shape.kinds if kind not in known]
    told += sorted(set(shape.odd) - set(usual.odd))
    if usual.kinds and shape.active != usual.active:
        told.append(f"{dict(shape.active - usual.active)} more, {dict(usual.active - shape.active)} fewer")
    return told


def shape_of(page: str) -> Shape:
    """By html5lib, which reads as browsers do, with scripts on."""
    tree = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False, scripting=True)
    kinds: Counter[Kind] = Counter()
    odd: list[str] = []
    for element in tree.iter():
        if isinstance(element.tag, str):
            kind = (element.tag, tuple(sorted({*element.attrib} - {*_FAULT_SAID})))
            kinds[kind] += kind not in OURS
            odd += _odd_about(element, kind)
    values = (element.get("value") or "" for element in tree.iter("input"))
    return Shape(+kinds, tuple(odd), squeezed("".join(tree.itertext()) + " ".join(values)))


def _odd_about(element: Any, kind: Kind) -> Iterator[str]:
    for name in kind[1]:
        if name.lower().startswith("on") or name == "srcdoc":
            yield f"{element.tag} {name}={element.get(name)}"
    for name in set(LEADING) & set(kind[1]):
        address = element.get(name)
        is_told = kind == ("a", ("href", "rel")) and set(element.get("rel").split()) == REL
        is_ours = address.startswith(f"{settings.ORIGIN}/")
        if (
            leads_elsewhere(address)
            and not is_ours
            and not (is_told and address.lower().startswith(("http://", "https://")))
        ):
            yield f"{element.tag} to {address}"


def squeezed(text: str) -> str:
    """Without anything that a layout may put between letters."""
    return "".join(text.split())
