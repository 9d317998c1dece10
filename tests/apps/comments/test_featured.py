"""Comments that the editors chose: sent to who wrote the article, once and on record, and given out for letters pages."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from standfirst.apps.accounts.models import User
from standfirst.apps.audit import api as audit
from standfirst.apps.comments import api as comments
from standfirst.apps.comments.models import Comment, Conversation
from standfirst.apps.editorial.api import ArticleCard
from standfirst.apps.editorial.models import AuthorPage
from standfirst.apps.mailing.models import Letter
from standfirst.core.viewer import Standing
from tests.apps.comments.talking import a_talker, article_of, removed, say
from tests.publication import Publication
from tests.screens.desk.moderating import desk
from tests.signing_in import enter

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def chosen(talker: User, article: ArticleCard, now: datetime) -> Comment:
    return featured(say(talker, article, "A *fine* point.", now=now), now=now)


@pytest.fixture
def writer(publication: Publication, db: None) -> User:
    """Who wrote every article, with an account at the desk."""
    AuthorPage.objects.filter(pk=publication.author_id).update(reader=publication.people["author"])
    return publication.reader("author")


def featured(comment: Comment, *, now: datetime) -> Comment:
    comments.feature(comment_id=comment.pk, wanted=True, now=now)
    return Comment.objects.get(pk=comment.pk)


def given_out(
    now: datetime, standing: Standing = Standing.VISITOR, **more: datetime
) -> list[comments.Featured]:
    asked = {"since": now - DAY, "until": now + DAY, **more}
    return list(comments.featured_between(**asked, standing=standing, now=now))


def test_a_featured_comment_is_sent_to_who_wrote_the_article(
    chosen: Comment, writer: User, talker: User
) -> None:
    client = desk("Moderators")
    assert "Send to the author" in client.get(f"/desk/comments/{chosen.pk}/").content.decode()
    assert client.post(f"/desk/comments/{chosen.pk}/send/").status_code == 302
    letter = Letter.objects.get()
    assert letter.to == writer.email
    for text in (letter.text, letter.html):
        assert "A fine point." in text
        assert talker.username in text
        assert f"/comments/c/{chosen.pk}/" in text
        for private in (
            talker.email,
            f"{talker.first_name} {talker.last_name}",
            "Moderators",
            "review.example",
        ):
            assert private not in text
    (entry,) = audit.list_entries(about=f"comment:{chosen.pk}", limit=5)
    assert (entry.action, entry.details) == ("comments.send_to_author", {"authors": 1})
    page = client.get(f"/desk/comments/{chosen.pk}/").content.decode()
    assert "sent to the author" in page
    assert "Send to the author" not in page
    assert client.post(f"/desk/comments/{chosen.pk}/send/").status_code == 409
    assert Letter.objects.count() == 1


def test_without_an_account_at_the_desk_nobody_is_written_to(
    chosen: Comment, publication: Publication, talker: User, moderator: User, now: datetime
) -> None:
    """Nor to a reader who no longer works here, nor to who wrote the comment."""
    for reader_id in (None, publication.people["registered"], talker.pk):
        AuthorPage.objects.filter(pk=publication.author_id).update(reader=reader_id)
        with pytest.raises(comments.Refusal):
            comments.send_to_author(moderator=moderator, comment_id=chosen.pk, now=now)
    chosen.refresh_from_db()
    assert (chosen.sent_to_author_at, Letter.objects.count()) == (None, 0)
    assert not audit.list_entries(about=f"comment:{chosen.pk}", limit=1)


def test_what_is_not_featured_or_not_out_is_not_sent(
    talker: User, article: ArticleCard, writer: User, moderator: User, now: datetime
) -> None:
    plain = say(talker, article, "A point.", now=now)
    gone = removed(featured(say(talker, article, "Another one.", now=now), now=now), moderator, now=now)
    for comment in (plain, gone):
        with pytest.raises(comments.Refusal):
            comments.send_to_author(moderator=moderator, comment_id=comment.pk, now=now)
    assert not Letter.objects.exists()


@pytest.mark.parametrize("role", ["Authors", "Hosts"])
def test_only_moderators_send(chosen: Comment, writer: User, role: str) -> None:
    assert desk(role).post(f"/desk/comments/{chosen.pk}/send/").status_code in {302, 403}
    assert enter(Client(), writer).post(f"/desk/comments/{chosen.pk}/send/").status_code in {302, 403}
    assert not Letter.objects.exists()


def test_featured_comments_are_given_out_for_a_letters_page(
    chosen: Comment, talker: User, article: ArticleCard, now: datetime
) -> None:
    (letter,) = given_out(now)
    assert (letter.name, letter.html, letter.text) == (
        talker.username,
        '<p dir="auto">A <em>fine</em> point.</p>',
        "A fine point.",
    )
    assert letter.permalink.endswith(f"/comments/c/{chosen.pk}/")
    assert (letter.article_title, letter.section) == (article.headline, "World")
    assert letter.article_url.endswith(article.url)
    assert letter.permalink.startswith("http")


def test_only_what_was_chosen_in_that_time_is_given_out_the_latest_first(
    talker: User, article: ArticleCard, now: datetime
) -> None:
    moments = [now - DAY, now - DAY / 2, now, now + DAY]
    said = [
        featured(say(talker, article, f"Number {n}.", now=now), now=moment)
        for n, moment in enumerate(moments)
    ]
    say(talker, article, "Not chosen.", now=now)
    assert [letter.id for letter in given_out(now)] == [said[2].pk, said[1].pk, said[0].pk]
    assert (
        len(
            comments.featured_between(
                since=now - DAY, until=now + DAY, standing=Standing.VISITOR, now=now, most=1
            )
        )
        == 1
    )


def test_nothing_that_went_is_given_out(
    talker: User, article: ArticleCard, moderator: User, now: datetime
) -> None:
    said = [featured(say(talker, article, f"Number {n}.", now=now), now=now) for n in range(3)]
    comments.delete_comment(author=talker, comment_id=said[0].pk, now=now)
    removed(said[1], moderator, now=now)
    comments.feature(comment_id=said[2].pk, wanted=False, now=now)
    assert given_out(now) == []


def test_what_is_gated_is_given_out_to_who_may_read_it(
    publication: Publication, talker: User, now: datetime
) -> None:
    text = publication.texts["subscribers"]
    comment = featured(say(talker, article_of(publication, "subscribers"), "Quite.", now=now), now=now)
    Comment.objects.filter(pk=comment.pk).update(quote=text.canary)
    assert [len(given_out(now, standing)) for standing in Standing] == [0, 0, 1]
    assert given_out(now, Standing.SUBSCRIBER)[0].quote == text.canary
    Conversation.objects.update(gated="everybody")
    assert [given_out(now, standing)[0].quote for standing in Standing] == ["", "", text.canary]


def test_nothing_is_given_out_of_a_conversation_that_is_out_of_sight(
    chosen: Comment, article: ArticleCard, now: datetime
) -> None:
    comments.set_mode(article_id=article.id, mode=comments.Mode.CLOSED, by=1, now=now)
    assert given_out(now) == []


def test_a_writer_is_told_by_a_name_of_today(chosen: Comment, talker: User, now: datetime) -> None:
    User.objects.filter(pk=talker.pk).update(username="Quince")
    assert given_out(now)[0].name == "Quince"
    otto = a_talker("otto", now=now)
    Comment.objects.filter(pk=chosen.pk).update(author=None, imported_name="From elsewhere")
    assert otto.username not in given_out(now)[0].name
    assert given_out(now)[0].name == "From elsewhere"
