"""The finished letters: what each variant says and may not say, how they are set, and what the desk does with them."""

import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client

from standfirst.apps.comments.models import Comment
from standfirst.apps.editorial.models import ArticlePage
from standfirst.apps.newsletters import api as newsletters
from standfirst.apps.newsletters.actions import lint_edition as linting
from standfirst.apps.newsletters.api import Audience, LetterGiven, NotReady
from standfirst.apps.newsletters.models import EditionItem, EditionPage, EditionState
from standfirst.apps.newsletters.queries import parts as reading
from standfirst.core.viewer import Standing
from tests.apps.membership.subscribing import BY_DESK
from tests.apps.newsletters.editing import (
    ADDRESS,
    Sender,
    draft,
    latest,
    note,
    stories,
)
from tests.publication import Publication, word
from tests.signing_in import enter

DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    """Noon of a Friday after everything in the publication was published."""
    return datetime(2036, 11, 21, 12, tzinfo=UTC)


def letters(page: EditionPage, now: datetime) -> dict[str, LetterGiven]:
    written = newsletters.as_written(page)
    return {each.variant: each for each in newsletters.letters_of(written, now=now)}


def sent(page: EditionPage, now: datetime) -> str:
    """It goes out; the path of its place in the archive."""
    newsletters.approve_edition(edition_id=page.pk, by=BY_DESK, now=now)
    newsletters.settle_editions(begin=Sender(), now=page.slot)
    found = EditionPage.objects.get(pk=page.pk)
    assert found.state == EditionState.GIVEN
    return found.get_url_parts()[2]


def featured(publication: Publication, at: datetime) -> Comment:
    """The subscriber's comment on the text for subscribers, which only they may read."""
    Comment.objects.filter(pk=publication.talk.comment_id).update(featured_at=at)
    return Comment.objects.get(pk=publication.talk.comment_id)


class Outline(HTMLParser):
    """What programs that read a letter aloud hold on to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


# Variants


@pytest.mark.parametrize(
    ("audience", "variants"),
    [
        (Audience.EVERYBODY, ["subscriber", "reader"]),
        (Audience.REGISTERED, ["subscriber", "reader"]),
        (Audience.SUBSCRIBERS, ["subscriber"]),
    ],
)
def test_an_audience_has_its_variants(
    publication: Publication, now: datetime, audience: Audience, variants: list[str]
) -> None:
    page = draft(now, note("Hello."), stories(publication.texts["open"].id), audience=audience)
    assert list(letters(page, now)) == variants


def test_a_variant_tells_which_stories_are_closed_to_its_reader(
    publication: Publication, now: datetime
) -> None:
    page = draft(now, stories(publication.texts["open"].id, publication.texts["subscribers"].id))
    both = letters(page, now)
    assert "For subscribers" not in both["subscriber"].html + both["subscriber"].text
    assert both["reader"].text.count("For subscribers") == 1
    assert "without a subscription" in both["reader"].text
    assert "without a subscription" not in both["subscriber"].text


def test_a_letter_that_only_subscribers_may_read_is_in_their_variant_alone(
    publication: Publication, now: datetime
) -> None:
    comment = featured(publication, now - DAY)
    page = draft(now, stories(publication.texts["open"].id), ("letters", {"title": "Letters", "most": 2}))
    page.state = EditionState.APPROVED
    block = next(each.id for each in page.body if each.block_type == "letters")
    EditionItem.objects.create(
        edition_id=page.pk,
        block=block,
        kind="letters",
        number=comment.pk,
        place=0,
        reason="put there by hand",
    )
    both = {each.variant: each for each in newsletters.letters_of(page, now=now)}
    assert publication.talk.said in both["subscriber"].html + both["subscriber"].text
    assert publication.talk.said not in both["reader"].html + both["reader"].text


def test_letters_fill_themselves_where_everybody_who_gets_it_may_read_them(
    publication: Publication, now: datetime
) -> None:
    featured(publication, now - DAY)
    for audience, count in ((Audience.EVERYBODY, 0), (Audience.SUBSCRIBERS, 1)):
        page = draft(now, note("Hello."), ("letters", {"title": "Letters", "most": 2}), audience=audience)
        assert len(newsletters.draft_of(page, now=now).chosen) == count


def test_a_comment_that_was_taken_back_after_the_approval_is_not_sent(
    publication: Publication, now: datetime
) -> None:
    comment = featured(publication, now - DAY)
    page = draft(
        now, note("Hello."), ("letters", {"title": "Letters", "most": 2}), audience=Audience.SUBSCRIBERS
    )
    newsletters.approve_edition(edition_id=page.pk, by=BY_DESK, now=now)
    Comment.objects.filter(pk=comment.pk).update(featured_at=None)
    sender = Sender()
    newsletters.settle_editions(begin=sender, now=page.slot)
    [(_, _, given)] = sender.given
    assert publication.talk.said not in given[0].html + given[0].text


# The gate


def test_the_archive_is_gated_as_its_newsletter_is(publication: Publication, now: datetime) -> None:
    canary = word()
    page = draft(now, note(f"Then {canary} was said."), latest(1), audience=Audience.SUBSCRIBERS)
    path = sent(page, now)
    for name, may in (("", False), ("registered", False), ("lapsed", False), ("subscriber", True)):
        client = enter(Client(), publication.reader(name)) if name else Client()
        answer = client.get(path)
        assert answer.status_code == 200
        assert (canary in answer.content.decode()) is may, name


def test_without_the_gate_everybody_would_read_it(
    publication: Publication, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin of the test above."""
    canary = word()
    path = sent(draft(now, note(f"Then {canary} was said."), audience=Audience.SUBSCRIBERS), now)
    monkeypatch.setattr(
        reading, "view_of", lambda page, standing, view_of=reading.view_of: view_of(page, Standing.SUBSCRIBER)
    )
    assert canary in Client().get(path).content.decode()


def gated_passage(publication: Publication) -> str:
    text = publication.texts["subscribers"]
    return f"Then {text.beside} {text.canary} was said."


def test_gated_text_that_an_editor_has_copied_keeps_an_edition_from_going_out(
    publication: Publication, now: datetime
) -> None:
    page = draft(now, note(gated_passage(publication)), stories(publication.texts["subscribers"].id))
    with pytest.raises(NotReady) as refusal:
        newsletters.approve_edition(edition_id=page.pk, by=BY_DESK, now=now)
    assert any("not everybody who gets this letter may read" in fault for fault in refusal.value.faults)


def test_subscribers_may_be_sent_it(publication: Publication, now: datetime) -> None:
    blocks = (note(gated_passage(publication)), stories(publication.texts["subscribers"].id))
    page = draft(now, *blocks, audience=Audience.SUBSCRIBERS)
    assert newsletters.approve_edition(edition_id=page.pk, by=BY_DESK, now=now)


def test_without_that_look_it_would_go_out(
    publication: Publication, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin of the two above."""
    monkeypatch.setattr(linting, "gated_in", lambda letter, gated: None)
    page = draft(now, note(gated_passage(publication)), stories(publication.texts["subscribers"].id))
    newsletters.approve_edition(edition_id=page.pk, by=BY_DESK, now=now)
    assert publication.texts["subscribers"].canary in letters(page, now)["reader"].html


# How they are set


def everything(publication: Publication) -> list[tuple[str, Any]]:
    sponsor = {
        "name": "Example Tea", "title": "Tea", "text": "<p>Leaves.</p>", "address": "https://tea.example/",
    }  # fmt: skip
    return [
        note('Good morning, [[name]].<br/>See <a href="https://other.example/?a=1&amp;b=2">this</a>.'),
        stories(publication.texts["open"].id),
        latest(3),
        ("text", "<p>And:</p><ul><li>one</li></ul>"),
        ("picture", {"picture": publication.picture_id, "alt": "A square", "caption": "In the street"}),
        ("sponsor", sponsor),
    ]


def test_a_letter_with_every_block_may_go_out(publication: Publication, now: datetime) -> None:
    page = draft(now, *everything(publication))
    assert newsletters.draft_of(page, now=now).faults == ()
    for each in letters(page, now).values():
        assert len(each.html.encode()) < 40_000
        for said in (
            ADDRESS,
            "[[why]]",
            "[[unsubscribe]]",
            "[[preferences]]",
            "[[online]]",
            "[[name]]",
            "Example Tea",
        ):
            assert said in each.html, said
            assert said in each.text, said
        assert each.subject == "The open piece"


def test_a_letter_can_be_read_by_everybody(publication: Publication, now: datetime) -> None:
    html = letters(draft(now, *everything(publication)), now)["reader"].html
    outline = Outline(html)
    [root] = outline.all("html")
    assert (root["lang"], root["dir"]) == ("en-GB", "ltr")
    assert "<title>The open piece</title>" in html
    assert any(
        each.get("name") == "color-scheme" and each["content"] == "light dark" for each in outline.all("meta")
    )
    assert "prefers-color-scheme: dark" in html
    assert all(each.get("role") == "presentation" for each in outline.all("table"))
    assert outline.all("img")
    assert all(each.get("alt") for each in outline.all("img"))
    levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_letter_fetches_nothing_but_its_pictures(publication: Publication, now: datetime) -> None:
    html = letters(draft(now, *everything(publication)), now)["reader"].html
    assert re.search(r"@import|url\(|<link|<script|<iframe", html) is None
    outline = Outline(html)
    assert all("/pictures/" in (each["src"] or "") for each in outline.all("img"))


def test_a_newsletter_in_arabic_runs_from_the_right(publication: Publication, now: datetime) -> None:
    page = draft(now, note("مرحبا"))
    type(page.newsletter).objects.filter(pk=page.newsletter_id).update(language="ar")
    html = letters(EditionPage.objects.get(pk=page.pk), now)["reader"].html
    [root] = Outline(html).all("html")
    assert (root["lang"], root["dir"]) == ("ar", "rtl")
    assert 'align="right"' in html
    assert 'align="left"' not in html


def test_brackets_in_a_headline_are_no_tokens(publication: Publication, now: datetime) -> None:
    number = publication.texts["open"].id
    page = draft(now, note("Hello."), stories(number))
    ArticlePage.objects.filter(pk=number).update(title="The [[unsubscribe]] & <b>piece</b>")
    page.subject = "Today"
    page.save_revision()
    assert newsletters.draft_of(page, now=now).faults == ()
    html = letters(page, now)["reader"].html
    assert "&amp; &lt;b&gt;piece" in html
    assert html.count("[[unsubscribe]]") == 1
