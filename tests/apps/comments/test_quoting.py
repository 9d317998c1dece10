"""A passage of the article above a comment: it stands there word for word, leads back, and is seen by nobody who may not read it."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.test import Client

from standfirst.apps.accounts.models import User
from standfirst.apps.comments import api as comments
from standfirst.apps.comments.models import Comment, Conversation
from standfirst.apps.comments.queries.passages import Reading
from standfirst.apps.comments.rules.passages import folded, fragment_of, stands_in
from standfirst.apps.editorial.models import ArticlePage
from standfirst.core.models import LimitBucket
from tests.apps.comments.talking import article_of, mannered
from tests.publication import Publication, Text
from tests.signing_in import enter

pytestmark = pytest.mark.django_db
REFUSED = "does not stand in this article"


def post(who: User, text: Text, quote: str, **more: str) -> tuple[int, str]:
    """What became of a comment about this passage."""
    form = {"source": f"About that. {uuid4()}", "client_id": str(uuid4()), "quote": quote, **more}
    LimitBucket.objects.all().delete()
    answer = enter(Client(), who).post(f"/comments/{text.id}/say/", form)
    return answer.status_code, answer.content.decode()


def pages_of(text: Text, comment: Comment) -> list[str]:
    """Every address at which others may come upon it."""
    thread = f"/comments/{text.id}/"
    return [
        thread, *(f"{thread}?sort={order}" for order in ("best", "oldest", "picks")), f"{thread}replies/{comment.pk}/",
        f"/comments/c/{comment.pk}/", f"/comments/c/{comment.pk}/unlawful/",
        f"/comments/oembed.json?url=http%3A%2F%2Ftestserver%2Fcomments%2Fc%2F{comment.pk}%2F",
        f"{thread}count.json", f"{thread}head.json",
    ]  # fmt: skip


def seen_by(client: Client, text: Text, comment: Comment) -> set[str]:
    """Where the secret word of the gated part is told."""
    return {page for page in pages_of(text, comment) if text.canary.encode() in client.get(page).content}


@pytest.mark.parametrize(
    ("passage", "text", "stands"),
    [
        ("the sea", "He looked at\n  the\u00a0sea.", True),
        (" the \n sea ", "at the sea", True),
        ("the\u00ad sea", "at the sea", True),
        ("caf\u00e9", "in the cafe\u0301", True),
        ("The sea", "at the sea", False),
        ("the lake", "at the sea", False),
        ("", "at the sea", False),
        (" \u200b ", "at the sea", False),
    ],
)
def test_a_passage_is_found_however_it_is_spaced(passage: str, text: str, stands: bool) -> None:
    assert stands_in(folded(passage), text) is stands


@pytest.mark.parametrize(
    ("passage", "fragment"),
    [
        ("well-known, at sea", "well%2Dknown%2C%20at%20sea"),
        ("one two three four five six seven eight nine ten", "one%20two%20three%20four%20five,six%20seven%20eight%20nine%20ten"),
        ("<b>&", "%3Cb%3E%26"),
    ],
)  # fmt: skip
def test_a_link_names_the_passage_or_its_ends(passage: str, fragment: str) -> None:
    assert fragment_of(passage) == f"#text:~:text={fragment}"


def test_a_passage_is_kept_and_leads_back(talker: User, publication: Publication) -> None:
    text = publication.texts["subscribers"]
    status, _ = post(talker, text, f"Then {text.beside}  \n {text.canary}\u00a0was said.")
    assert status == 302
    comment = Comment.objects.get()
    assert comment.quote == f"Then {text.beside} {text.canary} was said."
    page = enter(Client(), talker).get(f"/comments/{text.id}/").content.decode()
    assert f'<a href="{text.path}#text:~:text=Then%20{text.beside}%20{text.canary}%20was%20said.">' in page


@pytest.mark.parametrize("quote", ["It was never said.", "was said. It began with", "<p>Then", "x" * 601])
def test_what_does_not_stand_there_is_refused_and_nothing_is_lost(
    talker: User, publication: Publication, quote: str
) -> None:
    status, page = post(talker, publication.texts["subscribers"], quote)
    assert status == 422
    assert REFUSED in page or "600 characters at most" in page
    assert "About that." in page
    assert not Comment.objects.exists()


@pytest.mark.parametrize("name", ["draft", "withdrawn", "scheduled", "revised"])
def test_nothing_can_be_quoted_that_is_not_published(
    talker: User, publication: Publication, name: str
) -> None:
    """Of a text that was revised since, what is live."""
    status, _ = post(talker, publication.texts[name], publication.texts[name].canary)
    assert status in {404, 422}
    assert not Comment.objects.exists()


def test_staff_quote_what_they_may_read_themselves(publication: Publication, now: datetime) -> None:
    editor, text = mannered(publication.reader("editor"), now=now), publication.texts["subscribers"]
    assert post(editor, text, text.canary)[0] == 422
    assert post(editor, text, f"It began with {text.free}")[0] == 302
    assert post(editor, text, "About the subscribers one")[0] == 302


def test_a_gated_passage_is_withheld_from_who_may_not_read_it(talker: User, publication: Publication) -> None:
    text = publication.texts["subscribers"]
    Conversation.objects.update(gated="everybody")
    post(talker, text, f"{text.beside} {text.canary} was said")
    comment = Comment.objects.get()
    comments.feature(comment_id=comment.pk, wanted=True, now=comment.created_at)
    for who in ("registered", "lapsed", "moderator"):
        assert seen_by(enter(Client(), publication.reader(who)), text, comment) == set()
    assert seen_by(Client(), text, comment) == set()
    assert b"About that." in Client().get(f"/comments/{text.id}/").content
    assert len(seen_by(enter(Client(), publication.reader("subscriber")), text, comment)) == 5


def test_what_everybody_may_read_is_quoted_to_everybody(talker: User, publication: Publication) -> None:
    text = publication.texts["subscribers"]
    Conversation.objects.update(gated="everybody")
    post(talker, text, f"It began with {text.free} one morning.")
    assert text.free.encode() in Client().get(f"/comments/{text.id}/").content


def test_a_passage_is_withheld_as_soon_as_its_article_is_gated(
    talker: User, publication: Publication
) -> None:
    text = publication.texts["open"]
    Conversation.objects.update(gated="everybody")
    post(talker, text, f"{text.beside} {text.canary} was said")
    comment = Comment.objects.get()
    assert len(seen_by(Client(), text, comment)) == 4
    ArticlePage.objects.filter(pk=text.id).update(access="subscribers")
    assert seen_by(Client(), text, comment) == set()


def test_without_the_question_a_gated_passage_would_be_seen(
    talker: User, publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = publication.texts["subscribers"]
    Conversation.objects.update(gated="everybody")
    post(talker, text, f"{text.beside} {text.canary} was said")
    monkeypatch.setattr(Reading, "shows", lambda self, passage: True)
    assert len(seen_by(Client(), text, Comment.objects.get())) == 4


def test_a_passage_that_went_is_still_shown_to_who_may_read_all(
    talker: User, publication: Publication, now: datetime
) -> None:
    article = article_of(publication, "subscribers")
    post(talker, publication.texts["subscribers"], publication.texts["subscribers"].canary)
    Comment.objects.update(quote="What was corrected since.")
    reader = enter(Client(), publication.reader("subscriber"))
    assert b"What was corrected since." in reader.get(f"/comments/{article.id}/").content
