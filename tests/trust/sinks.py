"""Every place where what people have written is read: pages, fragments, letters, files, and forms that give it back."""

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch
from urllib.parse import quote
from xml.etree import ElementTree

from django.conf import settings
from django.core.cache import cache
from django.test import Client

from standfirst.apps.accounts.api import User
from standfirst.apps.comments import api as comments
from standfirst.apps.comments.models import Correspondence, Decision
from standfirst.apps.comments.queries import desk, own, threads
from standfirst.apps.comments.views import acting, unlawful, writing
from standfirst.apps.mailing.models import Letter
from standfirst.apps.moderation import api as moderation
from standfirst.core import clock
from standfirst.screens.account import my_data
from tests.lasting import undone
from tests.signing_in import enter
from tests.trust.posting import office
from tests.trust.return_doors import unlimited
from tests.trust.shapes import squeezed
from tests.trust.smuggling import Smuggled

WHOLE = 10_000  # of what else comes page by page
LETTERS = {
    "replies",
    "removed",
    "appealed",
    "to_author",
    "sanctioned",
    "lifted",
    "case_received",
    "case_decided",
}
Pages = dict[str, str]


@contextmanager
def on_one_page() -> Iterator[None]:
    """Lists are as long as what there is, and nobody is too fast."""
    lists = [(threads, "PAGE"), (threads, "MORE_REPLIES"), (desk, "PAGE"), (own, "PAGE")]
    with ExitStack() as stack:
        stack.enter_context(unlimited())
        for module, name in lists:
            stack.enter_context(patch.object(module, name, WHOLE))
        for view, name in ((writing, "check_pace"), (acting, "check_pace"), (writing, "check_writing_pace")):
            stack.enter_context(patch.object(view, name, lambda reader_id: None))
        stack.enter_context(patch.object(unlawful, "_is_too_much", lambda request: False))
        yield


def read_everywhere(told: Smuggled, said: str) -> Pages:
    """Everything as it stands now, by names that stay the same; `said` is in what a link carries and a letter says."""
    cache.clear()
    with on_one_page():
        return {
            **_for_everybody(told, said),
            **_for_the_author(told, said),
            **_at_the_desk(told),
            **_letters(told, said[:400]),
            "data": _for_people(told),
        }


def addresses(told: Smuggled, said: str) -> dict[str, dict[str, str]]:
    """Every page by who opens it: nobody in particular, the author, a moderator."""
    thread, fresh, out = (
        f"/comments/{told.article.id}/",
        f"/comments/c/{told.fresh_id}/",
        f"/comments/c/{told.open_id}/",
    )
    carried, by = quote(said), told.author.pk
    return {
        "": {
            "article": told.article.url, "thread": thread, "picks": f"{thread}?sort=picks",
            "replies": f"{thread}replies/{told.open_id}/", "new": f"{thread}new/?since={told.posted - 5}", "permalink": out, "unlawful": f"{out}unlawful/",
            "guidelines": "/comments/guidelines/", "counts": "/comments/counts/", "search": f"/search/?q={carried}",
            "feed": "/feed/", "rss": "/feed/rss/",
        },
        "author": {
            "hub": "/account/", "bar": "/account/bar/", "mine": "/account/comments/", "to me": "/account/comments/replies/",
            "reply": f"{thread}say/?to={told.open_id}&quote={carried}", "edit": f"{fresh}edit/", "delete": f"{fresh}delete/",
            "recommend": f"{fresh}recommend/", "report": f"{fresh}report/", "appeal": f"/comments/c/{told.gone_id}/appeal/",
        },
        "moderator": {
            "reported": "/desk/comments/?queue=reported", "approved": "/desk/comments/?queue=approved", "removed": "/desk/comments/?queue=rejected",
            "decisions": "/desk/comments/mine/", "appeals": "/desk/comments/appeals/", "card": f"/desk/comments/{told.open_id}/",
            "card of a removed one": f"/desk/comments/{told.gone_id}/", "by": f"/desk/comments/by/{by}/", "conduct": f"/desk/conduct/{by}/",
            "restricted": "/desk/conduct/", "cases": "/desk/cases/?all=1", "case": f"/desk/cases/{told.case_id}/", "words": "/desk/words/",
            "conversation": f"/desk/comments/articles/{told.article.id}/",
        },
    }  # fmt: skip


def _pages(client: Client, paths: dict[str, str]) -> Pages:
    return {name: _page(client, path) for name, path in paths.items()}


def _page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    text: str = answer.content.decode()
    return text


def _for_everybody(told: Smuggled, said: str) -> Pages:
    visitor, pages = Client(), addresses(told, said)[""]
    feeds = {name: _in_a_feed(visitor, pages.pop(name)) for name in ("feed", "rss")}
    return {**_pages(visitor, pages), **feeds, "oembed": data(visitor, _oembed(told))["html"]}


def _in_a_feed(client: Client, path: str) -> str:
    """What a program that reads feeds takes for HTML."""
    return " ".join(ElementTree.fromstring(client.get(path).content).itertext())


def _oembed(told: Smuggled) -> str:
    return f"/comments/oembed.json?url={settings.ORIGIN}/comments/c/{told.open_id}/"


def for_programs(told: Smuggled) -> dict[str, dict[str, Any]]:
    """All that is told as JSON, by its address."""
    thread, shown = f"/comments/{told.article.id}/", f"{told.open_id},{told.fresh_id}"
    author, moderator = (enter(Client(), _now(each)) for each in (told.author, told.moderator))
    asked = {
        f"{thread}count.json": Client(), f"{thread}head.json": Client(), _oembed(told): Client(), f"{thread}mine.json?shown={shown}": author,
        "/desk/comments/counts.json": moderator,
    }  # fmt: skip
    return {path: data(client, path) for path, client in asked.items()}


def data(client: Client, path: str) -> dict[str, Any]:
    """What a program is told, in a form that no browser takes for a page."""
    answer = client.get(path)
    assert answer.headers["Content-Type"] == "application/json", path
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    found: dict[str, Any] = json.loads(answer.content)
    return found


def _for_the_author(told: Smuggled, said: str) -> Pages:
    return _pages(enter(Client(), _now(told.author)), addresses(told, said)["author"])


def _at_the_desk(told: Smuggled) -> Pages:
    return _pages(enter(Client(), _now(told.moderator)), addresses(told, "")["moderator"])


def _now(person: User) -> User:
    return User.objects.get(pk=person.pk)


def _letters(told: Smuggled, said: str) -> Pages:
    """Each kind written anew, and then undone; none says anything in a header, and each says the words as they are."""
    with undone():
        Letter.objects.all().delete()
        _write_letters(told, said, later=clock.now() + timedelta(hours=1))
        letters = list(Letter.objects.order_by("pk"))
    assert {_kind(each) for each in letters} == LETTERS
    assert all(len(each.subject.splitlines()) == 1 for each in letters)
    for letter in letters:
        if _kind(letter) in {"appealed", "sanctioned", "case_decided"}:
            assert squeezed(said) in squeezed(letter.text)
    return {f"letter: {_kind(each)}": each.html for each in letters}


def _kind(letter: Letter) -> str:
    return letter.template.rpartition("/")[2]


def _write_letters(told: Smuggled, said: str, *, later: datetime) -> None:
    by, reporter = told.moderator.pk, "rena@elsewhere.example"
    Correspondence.objects.update(replies_mailed_until=None)
    Decision.objects.update(told_at=None)
    assert comments.tell_replies(now=later)
    assert comments.tell_decisions(now=later)
    laid = moderation.sanction(
        reader_id=told.author.pk, kind="hold_all", rule=1, sentence=said, by=by, now=later
    )
    moderation.lift_sanction(sanction_id=laid, because=said, by=by, now=later)
    other = User.objects.create_user("another@review.example", is_staff=True)
    comments.decide_appeal(moderator=other, appeal_id=told.appeal_id, upheld=True, reply=said, now=later)
    comments.send_to_author(moderator=told.moderator, comment_id=told.open_id, now=later)
    report = moderation.Report(
        subject_kind="comment", subject_id=told.open_id, url=f"/comments/c/{told.open_id}/", snapshot=said, law=said[:500],
        explanation=said, in_good_faith=True, reporter_name=said[:200], reporter_email=reporter,
    )  # fmt: skip
    number = moderation.open_case(report=report, now=later)
    moderation.take_up_case(number=number, by=by, now=later)
    moderation.decide_case(number=number, decision="stays", grounds=said, by=by, now=later)


def taken_away(told: Smuggled) -> dict[str, Any]:
    """For programs: what the author takes with them, table by table."""
    with zipfile.ZipFile(io.BytesIO(my_data.packed(_now(told.author), now=clock.now()))) as archive:
        found: dict[str, Any] = json.loads(archive.read("data.json"))["tables"]
        return found


def _for_people(told: Smuggled) -> str:
    with zipfile.ZipFile(io.BytesIO(my_data.packed(_now(told.author), now=clock.now()))) as archive:
        return archive.read("data.html").decode()


def given_back(told: Smuggled, said: str) -> Pages:
    """What every form shows again of something that it does not take."""
    thread, fresh = f"/comments/{told.article.id}/", f"/comments/c/{told.fresh_id}/"
    author, moderator, publisher = (
        enter(Client(), _now(told.author)),
        enter(Client(), _now(told.moderator)),
        office("Publishers"),
    )
    long = said * (4_001 // len(said) + 1)
    rules = {
        "rules-TOTAL_FORMS": "1",
        "rules-INITIAL_FORMS": "0",
        "rules-0-title": said * 9,
        "rules-0-text": said,
    }
    sent: list[tuple[str, Client, str, dict[str, str]]] = [
        ("say", author, f"{thread}say/", {"source": said, "quote": said, "client_id": "none"}),
        ("say, refused", author, f"{thread}say/", {"source": said, "quote": said[:500], "client_id": "5" * 32, "to": "1"}),
        ("edit", author, f"{fresh}edit/", {"source": said, "revision": said}),
        ("edit, refused", author, f"/comments/c/{told.gone_id}/edit/", {"source": said, "revision": "1"}),
        ("report", author, f"{fresh}report/", {"reason": said, "words": said}),
        ("unlawful", author, f"{fresh}unlawful/", {"law": said, "explanation": said, "reporter_name": said, "reporter_email": said}),
        ("appeal", author, f"/comments/c/{told.gone_id}/appeal/", {"text": long}),
        ("profile", author, "/account/profile/", {"given_name": said, "family_name": said}),
        ("username", author, "/account/profile/username/", {"username": said}),
        ("guidelines", publisher, "/desk/guidelines/", {"introduction": said, "after": "1", **rules}),
        ("words", moderator, "/desk/words/", {"banned": said, "suspect": said, "allowed": said, "because": said, "after": "0", "do": "look"}),
        ("sanction", moderator, f"/desk/conduct/{told.author.pk}/sanction/", {"kind": said, "sentence": said, "note": said}),
        ("note", moderator, f"/desk/conduct/{told.author.pk}/note/", {"text": long}),
        ("case", moderator, f"/desk/cases/{told.case_id}/note/", {"text": long}),
        ("decide", moderator, f"/desk/comments/{told.fresh_id}/decide/", {"verdict": "reject", "sentence": said, "revision": "1", "decisions": "9"}),
    ]  # fmt: skip
    with on_one_page():
        return {name: client.post(path, fields).content.decode() for name, client, path, fields in sent}


def previewed(client: Client, sources: list[str]) -> str:
    """All of them, one after another, as the composer shows them."""
    with on_one_page():
        answers = [client.post("/comments/preview/", {"source": source}) for source in sources]
    assert {answer.status_code for answer in answers} == {200}
    return "".join(answer.content.decode() for answer in answers)
