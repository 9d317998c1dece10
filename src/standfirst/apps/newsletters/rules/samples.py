"""A letter as an example: something in place of each token, for those who look at it before anybody gets it."""

import re
from html import escape

_TOKEN = re.compile(r"\[\[([a-z]+)\]\]")


def filled_in(text: str, *, newsletter: str, address: str, name: str = "Reader", is_html: bool = True) -> str:
    """`address` stands for every link of a reader's own; an unknown token stays as it is."""
    values = {
        "name": name,
        "why": f"This is an example of {newsletter}.",
        "unsubscribe": address,
        "preferences": address,
        "online": address,
        "click": "0",
    }

    def value(found: re.Match[str]) -> str:
        filled = values.get(found[1], found[0])
        return escape(filled) if is_html else filled

    return _TOKEN.sub(value, text)


def without_tokens(text: str) -> str:
    """What was written for one reader, for all of them."""
    return text.replace("[[name]]", "reader")
