"""A front with all that was smuggled in, for a real browser: everything is written before the browser opens."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import pytest
from django.conf import settings
from django.db import transaction
from django.template import base
from django.test import Client
from pytest_django import DjangoDbBlocker

from standfirst.apps.accounts.api import User
from standfirst.apps.comments import api as comments
from standfirst.apps.comments.models import Comment
from standfirst.apps.editorial import api as editorial
from standfirst.core import clock
from tests import stock
from tests.apps.comments.talking import a_talker, approved, article_of, mannered, say
from tests.publication import Publication
from tests.signing_in import enter
from tests.trust import errands
from tests.trust.posting import office
from tests.trust.sinks import addresses, given_back, read_everywhere
from tests.trust.site import Front, RealSite
from tests.trust.smuggling import Smuggled, smuggle, turn_round
from tests.trust.vectors import CALLS, MUTATING, vectors

FEW = tuple(
    dict.fromkeys([*(each.replace("{c}", call) for each in MUTATING for call in CALLS[:3]), *vectors()[::41]])
)
BACK = (
    '"></textarea><img src=x onerror=alert(1)>' + "".join(each.replace("\x00", "") for each in FEW[::9])[:900]
)
NESTED = {"> quotations": ">", "> > apart": "> ", "[ brackets": "[", "* stars": "*", "- lists": "- ", "1. numbers": "1. ", "_ strokes": "_", "( rounds": "(", "![ pictures": "![", "`ticks": "`"}  # fmt: skip
ACUTE = "\u0301"
PILED = {
    "zalgo": "".join(letter + "\u0336\u0301\u0317\u0334" * 12 for letter in "he comes for the neighbour "),
    "marks of Thai": "ก" + "\u0e47" * 300 + " and ก" + "\u0e49" * 300,
    "marks of Hebrew": "ש" + "\u05b8\u05c1" * 200,
    "marks of Tibetan": "ཀ" + "\u0f74" * 200 + "ཀ" + "\u0f72" * 200,
    "marks of Devanagari": "क" + "\u0941" * 200,
    "marks of Arabic": "ب" + "\u0610\u06d6" * 150,
    "wide": "﷽" * 60,
}
ODD_BODIES = {
    **{name: sign * (6_000 // len(sign)) + " end" for name, sign in NESTED.items()},
    "a thousand quotations, line by line": "\n".join(">" * depth + "x" for depth in range(0, 1_001, 40)),
    "a list in a list, line by line": "\n".join("  " * depth + "- x" for depth in range(120)),
    **PILED,
    "bidi overrides": "\u202eevil\u202c \u2067flipped\u2069 \u202bembedded",
    "right to left": "مرحبا بالعالم " * 40,
    "nul": "a\x00b\x00c", "invisible": "a\u200b\u2060\ufeff\u00adb", "a huge word": "w" * 4_000, "a huge address": "https://a.example/" + "x" * 1_900,
    "emoji": "👩\u200d🚀" * 300, "tabs": "\t" * 500 + "x", "line ends": "\n\n" * 400 + "x\n\n" * 60, "blanks": "\u3000\u2003\u2800" * 400 + "x",
}  # fmt: skip
RUNS = '"><img src=x onerror=alert(1)>'  # wherever it is not escaped
NEIGHBOUR = "A quiet neighbour says this."
RAW = ("<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<a href=javascript:alert(1)>a</a>", "<img src=//evil.example/x.png>")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scene:
    """Paths by who opens them, sessions of those who have signed in, and documents that are no pages of the front.

    `careless` are all of them as they would be without escaping, `raw` is a conversation without the renderer, `odd` one
    of odd texts, `piled` one of piled marks, and `as_piled` one in which nothing was done about them.
    """

    front: Front
    told: Smuggled
    pages: dict[str, dict[str, str]]
    sessions: dict[str, str]
    documents: dict[str, str]
    careless: dict[str, str]
    raw: str
    odd: str
    piled: str
    as_piled: str


@contextmanager
def staged(blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """In a database of its own, with real commits."""
    with blocker.unblock():
        template, made = stock.published()
        site = RealSite(stock.copy(template, f"smuggled_{os.getpid()}"), made)
        with site.acting() as publication:
            written = _written(publication, now=clock.now())
    with site.front(DJANGO_SETTINGS_MODULE="tests.trust.styled") as front:
        yield Scene(front, **written)


def _written(publication: Publication, *, now: datetime) -> dict[str, object]:
    """What a scene holds beside its front."""
    told, errand = smuggle(publication, FEW, brought=30, now=now), errands.run((RUNS, *FEW[::-1]))
    comments.Conversation.objects.update(gated="everybody")
    with transaction.atomic():
        turn_round()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(base, "conditional_escape", str)
        careless = _documents(told, errand)
    pages = addresses(told, "") | errands.addresses(errand)
    served = {name for paths in pages.values() for name in paths}
    documents = {name: page for name, page in _documents(told, errand).items() if name not in served}
    sessions = {who: _session(person) for who, person in (("author", told.author), ("moderator", told.moderator), ("buyer", errand.buyer))}  # fmt: skip
    sessions["office"] = office().cookies[settings.SESSION_COOKIE_NAME].value
    conversations = {
        "raw": _raw(article_of(publication, "registered"), now=now),
        "odd": _odd(article_of(publication, "subscribers"), publication, ODD_BODIES, now=now),
        "piled": _odd(article_of(publication, "corrected"), publication, PILED, now=now),
        "as_piled": _as_piled(article_of(publication, "blocks"), publication, now=now),
    }
    return {"told": told, "pages": pages, "sessions": sessions, "documents": documents, "careless": careless, **conversations}  # fmt: skip


def _documents(told: Smuggled, errand: errands.Errands) -> dict[str, str]:
    """Whatever anybody is shown, also by forms that refuse."""
    back = {f"back from {name}": page for name, page in given_back(told, BACK).items()}
    return read_everywhere(told, BACK) | back | errands.read(errand, BACK)


def _session(person: User) -> str:
    client = enter(Client(), User.objects.get(pk=person.pk))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _raw(article: editorial.ArticleCard, *, now: datetime) -> str:
    """A conversation as it would be without the renderer."""
    author = a_talker("rawley", now=now)
    for number, each in enumerate(RAW):
        said = say(author, article, f"Said {number}.", now=now)
        Comment.objects.filter(pk=said.pk).update(html=each)
    return f"/comments/{article.id}/"


def _odd(
    article: editorial.ArticleCard, publication: Publication, bodies: dict[str, str], *, now: datetime
) -> str:
    """Each of the bodies with a neighbour below it."""
    editor = mannered(publication.reader("editor"), now=now)
    moderator = publication.reader("moderator")

    def out(source: str, to: Comment | None = None) -> Comment:
        """Most of these are held first."""
        said = say(editor, article, source.replace("\x00", ""), now=now, to=to)
        return said if said.visible else approved(said, moderator, now=now)

    for number, source in enumerate(bodies.values()):
        out(f"{NEIGHBOUR} {number}", to=out(source))
    return f"/comments/{article.id}/"


def _as_piled(article: editorial.ArticleCard, publication: Publication, *, now: datetime) -> str:
    """As it would be if marks were kept as they were typed."""
    path = _odd(article, publication, {"zalgo": "he comes"}, now=now)
    piled = f"<p>{PILED['zalgo']}e{ACUTE * 300} {PILED['marks of Thai']}</p>"
    Comment.objects.filter(thread__article_id=article.id, parent=None).update(html=piled)
    return path
