"""What is typed by those who mean ill, and who is told where an address leads as a browser understands it."""

import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

RETURNS = (
    "https://evil.example/", "http://evil.example", "//evil.example", "///evil.example", "////evil.example/x",
    "/\\evil.example", "\\/evil.example", "\\\\evil.example", "/\\/evil.example", "\\evil.example",
    "https:evil.example", "https:/evil.example", "https:///evil.example", "HTTPS://evil.example", "ftp://evil.example",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", " javascript:alert(1)", "data:text/html,x",
    "vbscript:x", "mailto:a@evil.example", "blob:x", "file:///etc/passwd", "evil.example", "www.evil.example/a",
    "@evil.example", "/\t/evil.example", "/\n/evil.example", "/\r\n/evil.example", "\t//evil.example", " //evil.example",
    "\x00//evil.example", "/\x00/evil.example", "//evil.example\\@x", "//%65vil.example", "https://x@evil.example",
    "http://[::1]/", "//[::1]/", "?next=//evil.example", "#//evil.example", "\u2028//evil.example",
    "\u202e//evil.example", "/\u0085/evil.example",
)  # fmt: skip
# What a return address is called, here and elsewhere.
RETURN_NAMES = (
    "next", "back", "url", "uri", "to", "from", "goto", "dest", "destination", "target", "redirect", "redirect_to",
    "redirect_uri", "redirect_url", "return", "returnTo", "return_to", "return_url", "continue", "callback", "next_url",
    "success_url", "cancel_url", "RelayState",
)  # fmt: skip
NAMES = (
    "=cmd|' /C calc'!A0", "@SUM(1+1)", "+1+1", "-2+3", "\t=1+1", "=HYPERLINK(\"http://evil.example\",\"x\")",
    "Amal\r\nBcc: victim@evil.example", "Amal\nSubject: other", "Amal\r\n\r\n<p>body</p>", "Amal\u2028Bcc: x", "Amal\x85Bcc: x",
    "\u202eevil\u202c", "\u2066Amal\u2069", "Am\u200bal", "\ufeffAmal",
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</title><svg onload=alert(1)>",
    "</script><script>alert(1)</script>", "]]><x/>", "<!--", "&lt;b&gt;&amp;", "javascript:alert(1)", "{{ 7|add:7 }}",
    "{% load x %}", "%s%n%(x)s", "${7*7}", "\\\"},{\"x\":\"", "..\\../etc/passwd",
)  # fmt: skip
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")
_LEADING = {"href", "src", "action", "formaction", "data-url", "data-src", "hx-get", "hx-post"}


def leads_elsewhere(address: str, *, home: str = "testserver") -> bool:
    """By the URL standard: blanks around it and tabs and line ends in it are dropped, backslashes are slashes."""
    plain = re.sub(r"[\t\r\n]", "", address.strip("".join(map(chr, range(33))))).replace("\\", "/")
    if found := _SCHEME.match(plain):
        if found[0].lower() not in {"http:", "https:"}:
            return True
        host = re.split(r"[/?#]", plain[found.end() :].lstrip("/"), maxsplit=1)[0]
        return host != home
    return plain.startswith("//")


def strays(address: str) -> bool:
    """Whether it leads elsewhere, or carries a return address that does."""
    asked = parse_qs(urlsplit(address).query) if not leads_elsewhere(address) else {}
    carried = [inner for name in RETURN_NAMES for inner in asked.get(name, ())]
    return any(map(leads_elsewhere, (address, *carried)))


class Links(HTMLParser):
    """Every address of a page that a press or a script could follow."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        drawn = tag == "img" and given.get("src", "").startswith("data:image/")
        self.found += [value for name, value in given.items() if name in _LEADING and not drawn]
        if tag == "input" and given.get("name") in RETURN_NAMES:
            self.found.append(given.get("value", ""))
        if given.get("http-equiv", "").lower() == "refresh":
            self.found.append(given.get("content", "").partition("=")[2])
