"""Rich text as plain text: a paragraph a line, points with a dash, and after each link its address."""

from html.parser import HTMLParser

_ENDS = {"p": "\n\n", "br": "\n", "li": "\n", "ul": "\n", "ol": "\n", "h2": "\n\n", "blockquote": "\n\n"}


class _Reader(HTMLParser):
    """Collects what is read, as it is read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        match tag:
            case "li":
                self.pieces.append("- ")
            case "br":
                self.pieces.append("\n")
            case "a":
                self._addresses.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._addresses:
            address = self._addresses.pop()
            self.pieces.append(f" ({address})" if address else "")
        elif tag != "br":
            self.pieces.append(_ENDS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        self.pieces.append(" ".join(data.split("\n")))


def plain_of(html: str) -> str:
    """The words, with the addresses of links in brackets behind them."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = "".join(reader.pieces).split("\n")
    return "\n".join(line.strip() for line in lines).strip()
