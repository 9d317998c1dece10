"""Whatever strangers write stays words wherever it is read: five thousand vectors in every place, judged by html5lib."""

import re
from collections.abc import Iterator, Sequence

import pytest
from django.template import base

from standfirst.apps.comments.actions import edit_comment, import_comments, judge
from standfirst.apps.comments.models import Comment, Revision
from standfirst.apps.comments.rules.comment_import.markdown import to_markdown
from standfirst.apps.comments.rules.states import Queue, Status
from standfirst.core import clock
from standfirst.core.text import Rendered, render
from tests.lasting import undone
from tests.publication import Publication
from tests.trust.errands import read, run
from tests.trust.posting import inside
from tests.trust.shapes import Shape, breaches_of, shape_of, squeezed
from tests.trust.sinks import Pages, for_programs, given_back, previewed, read_everywhere, taken_away
from tests.trust.smuggling import PLAIN, Smuggled, bundles, make_harmless, smuggle
from tests.trust.vectors import breaches, vectors

FEW = (*vectors()[::97], "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)")  # fmt: skip
BACK = '"></textarea><img src=x onerror=alert(1)>' + "".join(each.replace("\x00", "") for each in FEW[-9:])
PLAINLY = (PLAIN,) * 400
_NUMBER = re.compile(r"^\d+\. ")  # of a list, which no page has among its words
# Pages that show whole comments, and whose.
OWN: dict[str, object] = {"author__email": "vera@talk.example"}
WHOLE: dict[str, dict[str, object]] = {
    "thread": {"parent": None, "status": Status.PUBLISHED},
    "replies": {"parent__isnull": False, "visible": True},
    "to me": {"parent__isnull": False, "visible": True},
    "mine": OWN,
    "approved": {"queue": Queue.APPROVED},
    "reported": {"queue": Queue.REPORTED},
    "data": OWN,
}


def shapes(pages: Pages) -> dict[str, Shape]:
    return {name: shape_of(page) for name, page in pages.items()}


def everything(told: Smuggled, said: str) -> dict[str, Shape]:
    back = {f"back from {name}": page for name, page in given_back(told, said).items()}
    return shapes(read_everywhere(told, said) | back)


def breached(hostile: dict[str, Shape]) -> set[str]:
    """Where something would have run."""
    return {
        name
        for name, shape in hostile.items()
        if shape.kinds[("script", ())] or "alert" in "".join(shape.odd)
    }


def found(told: Smuggled, hostile: dict[str, Shape]) -> dict[str, list[str]]:
    """What each document has that it has not when the same people say plain words."""
    make_harmless()
    usual = everything(told, PLAIN * 40)  # too long a name, as the hostile ones are too odd
    known = frozenset(kind for each in usual.values() for kind in each.kinds)
    judged = {name: breaches_of(shape, usual[name], known) for name, shape in hostile.items()}
    return {name: told for name, told in judged.items() if told}


def missing(told: Smuggled, hostile: dict[str, Shape]) -> dict[str, list[str]]:
    """Comments whose words are not to be read where they should be, and what was taken away without its source."""
    gone = {
        name: [
            line
            for text in Comment.objects.filter(thread__article_id=told.article.id, **which).values_list(
                "text", flat=True
            )
            for line in text.splitlines()
            if squeezed(_NUMBER.sub("", line)) not in hostile[name].text
        ]
        for name, which in WHOLE.items()
    }
    return {name: texts for name, texts in gone.items() if texts}


def test_no_vector_is_anything_but_words_in_any_place(kept: Publication) -> None:
    told = smuggle(kept, vectors(), now=clock.now())
    sources = Revision.objects.filter(comment__author=told.author).values_list("source", flat=True)
    assert {row["source"] for row in taken_away(told)["comments.Revision"]} == set(sources)
    hostile = everything(told, BACK)
    assert len(hostile) > 50
    assert all(Comment.objects.filter(**which).exists() for which in WHOLE.values())
    assert missing(told, hostile) == {}
    assert squeezed(BACK[:500]) in hostile["back from say"].text
    assert found(told, hostile) == {}


def strings_in(told: object) -> Iterator[str]:
    """Every word of an answer for programs."""
    if isinstance(told, dict):
        told = list(told.values())
    if isinstance(told, list):
        for each in told:
            yield from strings_in(each)
    elif isinstance(told, str):
        yield told


def test_programs_are_told_numbers_and_one_piece_of_html(kept: Publication) -> None:
    told = smuggle(kept, FEW, now=clock.now())
    html = [text for found in for_programs(told).values() for text in strings_in(found) if "<" in text]
    assert len(html) == 2
    assert told.author.username in html, "a name, which is told as it is"
    (piece,) = {*html} - {told.author.username}
    assert {tag for tag, _ in shape_of(piece).kinds} == {"html", "head", "body", "blockquote", "div", "a"}


def errands(vectors: Sequence[str], said: str) -> dict[str, Shape]:
    """What is seen of the errands of one reader, who has not been there afterwards."""
    with undone():
        return shapes(read(run(vectors), said))


def test_no_vector_is_anything_but_words_where_nobody_converses(kept: Publication) -> None:
    usual = errands(PLAINLY, PLAIN * 40)
    known = frozenset(kind for each in usual.values() for kind in each.kinds)
    assert len(usual) >= 30
    for told in (FEW[::-1], vectors()[::53], [each for each in vectors() if len(each) < 30]):
        hostile = errands(told, BACK)
        judged = {name: breaches_of(shape, usual[name], known) for name, shape in hostile.items()}
        assert {name: out for name, out in judged.items() if out} == {}


def test_a_preview_shows_what_would_be_shown(kept: Publication) -> None:
    sources = [each.replace("\x00", "") for each in bundles(vectors(), 15_000)]
    shown = previewed(inside(kept, "subscriber"), sources)
    assert shown == "".join(f'<div class="comment__text">{render(source).html}</div>\n' for source in sources)


def test_no_vector_breaks_out_of_a_comment_that_is_brought_in() -> None:
    out = {vector: found for vector in vectors() if (found := breaches(render(to_markdown(vector)).html))}
    assert out == {}


def as_typed(source: str) -> Rendered:
    return Rendered(html=source, text=source, links=())


def test_twin_without_the_renderer_every_page_with_a_comment_is_another(
    kept: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (judge, import_comments):
        monkeypatch.setattr(module, "render", as_typed)
    assert edit_comment.judge is judge.judge
    told = smuggle(kept, FEW, now=clock.now())
    assert breached(shapes(read_everywhere(told, PLAIN))) >= {
        "thread", "picks", "replies", "permalink", "oembed", "mine", "to me", "reply", "delete", "appeal", "reported", "approved", "appeals",
        "card", "card of a removed one", "by",
    }  # fmt: skip


def test_twin_without_escaping_every_other_place_is_another(
    kept: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = smuggle(kept, FEW, now=clock.now())
    monkeypatch.setattr(base, "conditional_escape", str)
    assert breached(everything(told, BACK)) >= {
        "thread", "picks", "replies", "permalink", "unlawful", "guidelines", "oembed", "search", "mine", "to me", "reply", "edit",
        "reported", "approved", "removed", "decisions", "card", "by", "conduct", "restricted", "cases", "case", "words", "data",
        "letter: replies", "letter: removed", "letter: sanctioned", "back from say", "back from sanction", "back from words",
    }  # fmt: skip


def test_twin_without_escaping_every_errand_is_another(
    kept: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "conditional_escape", str)
    assert breached(errands(FEW[::-1], BACK)) >= {
        "gifts", "card to print", "invoice", "own names", "redeem", "reader", "readers", "names", "letter: gift", "letter: gift_sent",
        "letter: gift_to_hand_over", "letter: group_invitation", "back from newsletters", "back from gift", "back from signing up", "back from names",
    }  # fmt: skip
