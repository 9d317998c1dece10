"""Reads the marks that a page puts on its parts: tag, class, id, role and label."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from standfirst.apps.editorial.rules.page_import.page import Reason
from standfirst.apps.editorial.rules.page_import.tree import text_of
from standfirst.apps.editorial.rules.page_import.words import count_words

LONG_PARAGRAPH = 25
MOST_LONG_PARAGRAPHS = 2

DROPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "link",
        "meta",
        "head",
        "title",
        "base",
        "source",
        "track",
        "param",
        "svg",
        "math",
        "canvas",
        "object",
        "embed",
        "applet",
        "button",
        "input",
        "select",
        "textarea",
        "option",
        "dialog",
        "map",
        "area",
        "progress",
        "meter",
        "datalist",
        "colgroup",
    ]
)
EMBEDS = frozenset({"iframe", "video", "audio", "frame", "frameset"})

_MARKS: tuple[tuple[Reason, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(rf"^(?:{words})$", re.IGNORECASE))
    for reason, words in (
        (
            Reason.COMMENTS,
            r"comments?|comments?-(?:area|section|list|container|wrapper|block|thread|box|form|count|link)|disqus(?:-thread)?|coral(?:-\w+)?|viafoura|openweb|respond|conversation|kommentare|commentaires|comentarios",
        ),
        (
            Reason.NEWSLETTER,
            r"(?:\w+-)*newsletters?(?:-\w+)*|sign-?up(?:-\w+)*|email-?(?:capture|signup|form|subscribe)|inline-signup|mailing-?list|mc-embed-signup",
        ),
        (
            Reason.SHARE,
            r"(?:\w+-)*(?:share|sharing|social|sharedaddy)(?:-(?:bar|buttons?|links?|tools?|icons?|menu|list|daddy|media|follow))?|addtoany(?:-\w+)*|article-tools|toolbar|tool-?bar|print-link",
        ),
        (
            Reason.RELATED,
            r"(?:\w+-)*(?:related|recirc(?:ulation)?|read-?(?:more|next|also)|more-(?:from|stories|on)|recommended|recommendations|yarpp|outbrain|taboola)(?:-(?:articles?|posts?|stories|content|links?|box|list|module|items?|reading|\w+))?",
        ),
        (
            Reason.PICKS,
            r"(?:\w+-)*(?:editors?-?s?-?(?:picks?|choice)|most-(?:read|popular|viewed)|trending|popular-(?:posts|stories|articles)|latest-(?:posts|stories|news))(?:-\w+)*",
        ),
        (Reason.COOKIES, r"(?:\w+-)*(?:cookies?|gdpr|onetrust|consent)(?:-\w+)*"),
        (
            Reason.ADVERTISEMENT,
            r"ads?|ad-(?:slot|unit|container|wrapper|box|block|banner)|advert(?:s|ising|isement)?(?:-\w+)*|sponsor(?:ed)?(?:-\w+)*|promo(?:s|tion|-\w+)?|google-ads?|dfp(?:-\w+)*",
        ),
        (
            Reason.SUBSCRIBE,
            r"(?:\w+-)*(?:paywall|regwall|subscribe|subscription|subscriber|piano|meter|membership|login|signin)(?:-(?:cta|box|banner|prompt|wall|offer|promo|modal|overlay|message|bar|form|link|barrier))?",
        ),
        (
            Reason.NAVIGATION,
            r"nav(?:bar|igation|-\w+)?|menu|breadcrumbs?|site-(?:header|footer|nav)|footer|masthead|skip-links?|pagination|post-navigation|sidebar|screen-reader-text|sr-only|visually-?hidden",
        ),
        (
            Reason.TOPICS,
            r"tags|topics|tag-?list|tags-links|(?:article|post|entry|story)-(?:tags|topics|categories|keywords)|cat-links|entry-(?:meta-)?footer",
        ),
        (Reason.COPYRIGHT, r"copyright|legal|disclaimer|colophon"),
    )
)
_ROLES = {
    "navigation": Reason.NAVIGATION,
    "search": Reason.NAVIGATION,
    "contentinfo": Reason.NAVIGATION,
    "dialog": Reason.COOKIES,
}
_TAGS = {
    "nav": Reason.NAVIGATION,
    "footer": Reason.NAVIGATION,
    "form": Reason.FORM,
    "menu": Reason.NAVIGATION,
}
_STATES = re.compile(r"^(?:has|is|with|no|js|u|l|postid|post|category|tag|hentry|status)[-_]", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def marks_of(element: HtmlElement) -> tuple[str, ...]:
    """Class names, id and test ids in one spelling: `articleBody_main` becomes `article-body-main`."""
    names = f"{element.get('class', '')} {element.get('id', '')} {element.get('data-testid', '')} {element.get('data-component', '')}"
    spelled = (
        re.sub(r"[_]+|(?<=[a-z])(?=[A-Z])", "-", name).split("--")[0].lower() for name in names.split()[:40]
    )
    return tuple(name.strip("-") for name in spelled)


def has_mark(element: HtmlElement, pattern: re.Pattern[str]) -> bool:
    return any(pattern.fullmatch(mark) for mark in marks_of(element))


def furniture_reason(element: HtmlElement) -> Reason | None:
    """Why the page's own marks say that this is no part of the article; running text overrules them."""
    reason = marked_reason(element)
    if reason is None or (
        reason not in {Reason.COMMENTS, Reason.COOKIES, Reason.HIDDEN} and holds_running_text(element)
    ):
        return None
    return reason


def marked_reason(element: HtmlElement) -> Reason | None:
    if is_hidden(element):
        return Reason.HIDDEN
    if reason := _TAGS.get(element.tag) or _ROLES.get(element.get("role", "")):
        return reason
    marks = [mark for mark in marks_of(element) if not _STATES.match(mark)]
    return next((reason for reason, pattern in _MARKS if any(pattern.match(mark) for mark in marks)), None)


def is_hidden(element: HtmlElement) -> bool:
    if element.get("hidden") is not None and element.get("hidden") != "until-found":
        return True
    return element.get("aria-hidden") == "true" or _HIDDEN_STYLE.search(element.get("style", "")) is not None


def holds_running_text(element: HtmlElement) -> bool:
    """More than a box would hold: a mark like `paywall` often sits on the article itself."""
    long_ones = 0
    for paragraph in element.iter("p"):
        long_ones += count_words(text_of(paragraph)) >= LONG_PARAGRAPH
        if long_ones > MOST_LONG_PARAGRAPHS:
            return True
    return False
