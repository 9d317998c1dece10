"""The HTML of another system as the Markdown that readers here may write, so that it is kept, shown and changed alike.

Nothing of the HTML survives but text, and the few marks that are written anew here; all else is escaped.
"""

import re
from html.parser import HTMLParser

from standfirst.core.text.fold import clean
from standfirst.core.text.markup import leads_out

_NO_TEXT = {
    "script",
    "style",
    "template",
    "noscript",
    "iframe",
    "object",
    "svg",
    "math",
    "title",
    "textarea",
    "select",
}
_BLOCKS = {
    "p", "div", "section", "article", "pre", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "dl", "dd", "dt", "figure",
}  # fmt: skip
_MARKS = {"em": "*", "i": "*", "strong": "**", "b": "**"}
_SPECIAL = re.compile(r"([\\`*_\[\]<>#~|])")
_AT_START = re.compile(r"^(\d{0,9})([-+=.)])(?=\s|$)")  # would begin a list or underline a heading
_ADDRESS = re.compile(r"https?://[^\s<>\"“”«»\\^`{|}]+", re.I)
_DEEPEST = 2  # quotations and lists in each other; deeper ones are read as one


def to_markdown(html: str) -> str:
    """Marks that do not belong together are left out, never the text between them."""
    reader = _Reader()
    reader.feed(_without_declarations(html.replace("\x00", "")))
    reader.close()
    return reader.written()


def _without_declarations(html: str) -> str:
    """Comments and declarations out, in one pass: the parser stumbles over such that never end."""
    first, *rest = html.split("<!--")
    text = first + "".join(part.partition("-->")[2] for part in rest)
    return text.replace("<!", "&lt;!").replace("<?", "&lt;?")


class _Reader(HTMLParser):
    """Writes while it reads, without a tree, so that no depth can harm it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[str] = []
        self._line = ""
        self._around: list[str] = []  # "> " and list marks, from the outside in
        self._open: list[str] = []  # marks that wait for their end
        self._hidden = ""
        self._link: tuple[str, int] | None = None
        self._item = ""

    def written(self) -> str:
        """Everything, block by block."""
        self._end_block()
        return "\n\n".join(self._blocks)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden:
            return
        if tag in _NO_TEXT:
            self._hidden = tag
        elif tag == "br":
            self._line = self._line.rstrip(" ") + "\n"
        elif tag in _MARKS:
            self._begin_mark(_MARKS[tag])
        elif tag == "a":
            self._begin_link(dict(attrs).get("href") or "")
        elif tag in {"blockquote", "ul", "ol", "li"}:
            self._begin(tag)
        elif tag in _BLOCKS:
            self._end_block()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """In HTML the slash at the end of a tag means nothing."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            self._hidden = "" if tag == self._hidden else self._hidden
        elif tag in _MARKS:
            self._end_mark(_MARKS[tag])
        elif tag == "a":
            self._end_link()
        elif tag in {"blockquote", "ul", "ol"}:
            self._end_block()
            self._leave(tag)
        elif tag in _BLOCKS or tag == "li":
            self._end_block()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            text = re.sub(r"\s+", " ", clean(data))
            self._line += _escaped(text.lstrip() if self._line[-1:] in {"", "\n", " "} else text)

    def _begin(self, tag: str) -> None:
        self._end_block()
        if tag == "li":
            self._item = "- "
        else:
            self._around.append(tag)

    def _leave(self, tag: str) -> None:
        if tag in self._around:
            while self._around.pop() != tag:
                pass
        self._item = ""

    def _begin_mark(self, mark: str) -> None:
        if mark not in self._open and self._link is None:
            self._open.append(mark)
            self._line += f"\x00{mark}\x00"

    def _end_mark(self, mark: str) -> None:
        """Only the innermost; what closes out of order stays open to the end of its block, and is dropped there."""
        if self._link is None and self._open and self._open[-1] == mark:
            self._open.pop()
            before, _, inside = self._line.rpartition(f"\x00{mark}\x00")
            self._line = before + _marked(inside, mark)

    def _begin_link(self, address: str) -> None:
        if self._link is None and leads_out(address):
            self._link = (address, len(self._line))

    def _end_link(self) -> None:
        if self._link is None:
            return
        (address, start), self._link = self._link, None
        label = self._line[start:]
        plain = label.strip()
        is_address = not plain or "\n" in plain or _ADDRESS.fullmatch(plain)
        shown = address if is_address else f"[{plain}](<{address}>)"
        before, after = label[: len(label) - len(label.lstrip())], label[len(label.rstrip()) :]
        self._line = f"{self._line[:start]}{before}{shown}{after if plain else ''}"

    def _end_block(self) -> None:
        self._end_link()
        self._open.clear()
        lines = [line.strip() for line in re.sub(r"\x00\**\x00", "", self._line).strip().split("\n")]
        self._line = ""
        if not any(lines):
            return
        quoted = "> " * min(self._around.count("blockquote"), _DEEPEST)
        first, rest = (self._item, " " * len(self._item)) if self._item else ("", "")
        self._item = ""
        safe = [_AT_START.sub(r"\1\\\2", line) for line in lines]
        self._blocks.append(
            "\n".join(f"{quoted}{rest if place else first}{line}".rstrip() for place, line in enumerate(safe))
        )


def _marked(inside: str, mark: str) -> str:
    """Spaces stand outside, as emphasis neither begins nor ends with one."""
    plain = inside.strip()
    if not plain or "\n\n" in plain:
        return inside
    before, after = inside[: len(inside) - len(inside.lstrip())], inside[len(inside.rstrip()) :]
    return f"{before}{mark}{plain}{mark}{after}"


def _escaped(text: str) -> str:
    """Every sign that means something in Markdown, but inside addresses, which become links by themselves."""
    parts, last = [], 0
    for found in _ADDRESS.finditer(text):
        parts += [_SPECIAL.sub(r"\\\1", text[last : found.start()]), found[0]]
        last = found.end()
    return "".join([*parts, _SPECIAL.sub(r"\\\1", text[last:])])
