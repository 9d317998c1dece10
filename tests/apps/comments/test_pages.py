"""The pages of the conversation as whole requests: who sees what, and that a refusal loses nothing."""

import json
from datetime import datetime, timedelta
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from standfirst.apps.accounts.models import User
from standfirst.apps.comments import api as comments
from standfirst.apps.comments.actions.letters import stop_token
from standfirst.apps.comments.models import (
    Comment,
    Conversation,
    Correspondence,
    Recommendation,
    Report,
    Visit,
)
from standfirst.apps.editorial.api import ArticleCard
from standfirst.apps.membership import api as membership
from standfirst.apps.moderation import api as moderation
from standfirst.core.models import LimitBucket
from tests.apps.comments.talking import a_talker, article_of, removed, say
from tests.publication import Publication
from tests.signing_in import enter

pytestmark = pytest.mark.django_db


def inside(reader: User) -> Client:
    return enter(Client(), reader)


def fields(source: str, **more: str) -> dict[str, str]:
    return {"source": source, "client_id": str(uuid4()), **more}


def path(article: ArticleCard, end: str = "") -> str:
    return f"/comments/{article.id}/{end}"


def test_the_article_shows_a_closed_panel_with_the_count(
    talker: User, article: ArticleCard, now: datetime
) -> None:
    say(talker, article, "One.", now=now)
    page = Client().get(article.url).content.decode()
    assert "View comments (1)" in page
    assert "Join the conversation on this and other recent articles when you subscribe" in page
    assert f'href="/join/?next={path(article)}"' in page
    comments.set_mode(article_id=article.id, mode=comments.Mode.CLOSED, by=1, now=now)
    assert "View comments" not in Client().get(article.url).content.decode()


@pytest.mark.parametrize(
    ("text", "who", "reads"),
    [
        ("open", "", True),
        ("registered", "", False),
        ("registered", "registered", True),
        ("subscribers", "registered", False),
        ("subscribers", "lapsed", False),
        ("subscribers", "subscriber", True),
    ],
)
def test_comments_are_as_gated_as_their_article(
    publication: Publication, talker: User, now: datetime, text: str, who: str, reads: bool
) -> None:
    article = article_of(publication, text)
    comment = say(talker, article, "A word of mine.", now=now)
    client = inside(publication.reader(who)) if who else Client()
    pages = [path(article), path(article, "?sort=best"), f"/comments/c/{comment.pk}/"]
    seen = [b"A word of mine." in client.get(each).content for each in pages]
    assert seen == [reads] * 3
    Conversation.objects.update(gated="everybody")
    assert [b"A word of mine." in client.get(each).content for each in pages] == [True] * 3


def test_without_its_settings_what_is_delivered_holds(
    article: ArticleCard, talker: User, now: datetime
) -> None:
    say(talker, article, "One.", now=now)
    Conversation.objects.all().delete()
    assert "View comments (1)" in Client().get(article.url).content.decode()


def test_a_thread_costs_six_queries_at_most(talker: User, article: ArticleCard, now: datetime) -> None:
    for number in range(30):
        root = say(talker, article, f"Number {number}.", now=now + timedelta(seconds=number))
    say(talker, article, "Deeper.", now=now, to=say(talker, article, "An answer.", now=now, to=root))
    Client().get(path(article))
    with CaptureQueriesContext(connection) as captured:
        page = Client().get(path(article))
    assert page.content.count(b'class="comment"') == 22
    assert len(captured) <= 6, [each["sql"][:80] for each in captured]


@pytest.mark.parametrize(
    "query", ["sort=hot", "sort=best%27--", "after=x", "after=1-1", "sort=newest&after=%00"]
)
def test_an_order_or_place_that_there_is_not_is_refused(
    article: ArticleCard, talker: User, query: str
) -> None:
    assert Client().get(path(article, f"?{query}")).status_code == 400


def test_posting_leads_to_the_comment_and_twice_posts_once(talker: User, article: ArticleCard) -> None:
    client, form = inside(talker), fields("Said through the form.")
    answers = [client.post(path(article, "say/"), form) for _ in range(2)]
    comment = Comment.objects.get()
    assert [answer["Location"] for answer in answers] == [f"/comments/c/{comment.pk}/#c{comment.pk}"] * 2


def test_the_first_time_asks_for_the_guidelines_and_shows_the_name(
    article: ArticleCard, publication: Publication, now: datetime
) -> None:
    new = a_talker("nina", now=now)
    User.objects.filter(pk=new.pk).update(username_seen_at=None)
    moderation.publish_guidelines(
        introduction="New.",
        after=1,
        rules=[("Be kind.", "Always.", "words")],
        by=publication.people["editor"],
        now=now,
    )
    client = inside(new)
    page = client.get(path(article, "say/")).content.decode()
    assert "You will appear as" in page
    assert 'name="guidelines"' in page
    refused = client.post(path(article, "say/"), fields("Without."))
    assert refused.status_code == 403
    assert "Without." in refused.content.decode()
    assert not Comment.objects.exists()
    taken = client.post(path(article, "say/"), fields("With.", guidelines="2", seen_name=new.username))
    assert taken.status_code == 302
    assert 'name="guidelines"' not in client.get(path(article, "say/")).content.decode()


def lapse(reader: User, now: datetime) -> None:
    membership.end_everything(
        reader_id=reader.pk, because="refunded", now=now, by=membership.By(1, "the desk")
    )


def suspend(reader: User, now: datetime) -> None:
    moderation.sanction(
        reader_id=reader.pk, kind="suspended", until=now + timedelta(days=1), rule=2, sentence="Cool down.", note="",
        by=User.objects.get(email="moderator@reader.example").pk, now=now,
    )  # fmt: skip


def close_it(reader: User, now: datetime) -> None:
    Conversation.objects.update(mode="readers_only")


@pytest.mark.parametrize(
    ("happens", "says"),
    [(lapse, "when you subscribe"), (suspend, "Cool down."), (close_it, "Nothing more can be written here.")],
)
def test_what_happened_between_page_and_post_is_told_and_no_text_is_lost(
    talker: User, article: ArticleCard, now: datetime, happens: object, says: str
) -> None:
    client = inside(talker)
    client.get(path(article, "say/"))
    happens(talker, now)  # type: ignore[operator]
    answer = client.post(path(article, "say/"), fields("Every word of this <b>stays</b>."))
    page = answer.content.decode()
    assert answer.status_code == 403
    assert says in page
    assert "Every word of this &lt;b&gt;stays&lt;/b&gt;." in page
    assert not Comment.objects.exists()


def test_a_session_that_ended_loses_no_text(article: ArticleCard, talker: User) -> None:
    answer = Client().post(path(article, "say/"), fields("Typed while away."))
    assert answer.status_code == 403
    assert "Typed while away." in answer.content.decode()


def test_the_nudge_names_the_rule_and_offers_review(talker: User, article: ArticleCard) -> None:
    client = inside(talker)
    answer = client.post(path(article, "say/"), fields("What a shit show."))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Guideline 2" in page
    assert "Post it for review" in page
    assert "What a shit show." in page
    waits = client.post(path(article, "say/"), fields("What a shit show.", nudged="on"))
    assert waits["Location"].startswith("/account/comments/?waits=")
    own = client.get(waits["Location"]).content.decode()
    assert "A moderator reads it first" in own
    assert "Held for a moderator" in own
    assert b"shit" not in Client().get(path(article)).content


def test_too_many_in_a_row_wait_and_lose_nothing(talker: User, article: ArticleCard) -> None:
    client = inside(talker)
    statuses = [
        client.post(path(article, "say/"), fields(f"Quick {number}.")).status_code for number in range(5)
    ]
    assert statuses[:3] == [302] * 3
    assert statuses[-1] == 429
    assert Comment.objects.count() == 3


def test_the_preview_is_what_will_be_shown(talker: User, article: ArticleCard) -> None:
    source = "*So* it is.\n\n> quoted\n\n<script>alert(1)</script> [x](javascript:alert(1))"
    shown = inside(talker).post("/comments/preview/", {"source": source}).content.decode()
    client = inside(talker)
    client.post(path(article, "say/"), fields(source))
    assert Comment.objects.get().html in shown
    assert "<script" not in shown
    assert Client().post("/comments/preview/", {"source": source}).status_code == 403


def test_recommending_and_reporting_by_form(talker: User, article: ArticleCard, now: datetime) -> None:
    comment = say(talker, article, "Judge me.", now=now)
    client = inside(a_talker("otto", now=now))
    told = client.post(
        f"/comments/c/{comment.pk}/recommend/", {"wanted": "yes"}, headers={"Accept": "application/json"}
    )
    assert told.json() == {"score": 1}
    assert client.get(f"/comments/c/{comment.pk}/recommend/").status_code == 200
    assert Recommendation.objects.count() == 1
    client.post(f"/comments/c/{comment.pk}/report/", {"reason": "spam", "words": "It sells."})
    assert Report.objects.get().words == "It sells."
    assert client.post(f"/comments/c/{comment.pk}/report/", {"reason": "no such"}).status_code == 422


def test_a_registered_reader_does_neither(
    publication: Publication, talker: User, article: ArticleCard, now: datetime
) -> None:
    comment = say(talker, article, "Judge me.", now=now)
    client = inside(publication.reader("registered"))
    for act, sent in (("recommend", {"wanted": "yes"}), ("report", {"reason": "spam"})):
        assert client.post(f"/comments/c/{comment.pk}/{act}/", sent).status_code == 403
    assert not Recommendation.objects.exists()
    assert not Report.objects.exists()


def test_ignoring_is_seen_by_one_reader_alone(talker: User, article: ArticleCard, now: datetime) -> None:
    comment, other = say(talker, article, "Do not read me.", now=now), a_talker("otto", now=now)
    client = inside(other)
    client.post(f"/comments/c/{comment.pk}/ignore/", {"wanted": "yes"})
    mine = client.get(path(article, f"mine.json?shown={comment.pk}")).json()
    assert (mine["ignored"], mine["own"]) == ([comment.pk], [])
    assert inside(talker).get(path(article, f"mine.json?shown={comment.pk}")).json()["ignored"] == []
    assert Client().get(path(article, "mine.json")).status_code == 204


def test_whom_a_reader_ignores_stands_in_their_account(
    talker: User, article: ArticleCard, now: datetime
) -> None:
    comment, other = say(talker, article, "Do not read me.", now=now), a_talker("otto", now=now)
    client, page = inside(other), f"/comments/c/{comment.pk}/ignore/"
    assert f'Ignore <span dir="auto">{talker.username}</span>' in client.get(page).content.decode()
    client.post(page, {"wanted": "yes"})
    ((entry, name),) = comments.list_ignored(reader_id=other.pk)
    assert name == talker.username
    assert f'name="entry" value="{entry}"' in client.get("/account/comments/").content.decode()
    inside(talker).post("/account/comments/read-again/", {"entry": entry})
    assert len(comments.list_ignored(reader_id=other.pk)) == 1, "it is not theirs"
    client.post("/account/comments/read-again/", {"entry": entry})
    assert comments.list_ignored(reader_id=other.pk) == []
    assert Client().get(page).status_code == 302
    assert client.get("/comments/c/999999/ignore/").status_code == 404


def test_the_guidelines_stand_in_short_above_the_box(
    article: ArticleCard, publication: Publication, talker: User
) -> None:
    new = publication.reader("subscriber")
    for reader, shown in (
        (new, '<details class="say__rules" open>'),
        (talker, '<details class="say__rules">'),
    ):
        page = inside(reader).get(path(article, "say/")).content.decode()
        assert page.index(shown) < page.index("Argue with the point") < page.index('name="source"')


def test_what_was_seen_is_never_later_than_now(talker: User, article: ArticleCard, now: datetime) -> None:
    say(talker, article, "Seen.", now=now)
    client = inside(talker)
    client.post(path(article, "mine.json"), {"until": (now + timedelta(days=400)).isoformat()})
    assert Visit.objects.get().seen_until < now + timedelta(days=1)
    assert client.post(path(article, "mine.json"), {"until": "tomorrow"}).status_code == 400


def test_the_head_counts_what_came_out_and_never_falls(
    talker: User, article: ArticleCard, moderator: User, now: datetime
) -> None:
    said = [say(talker, article, f"Number {number}.", now=now) for number in range(3)]
    removed(said[0], moderator, now=now)
    told = Client().get(path(article, "head.json")).json()
    assert told == {"count": 2, "posted": 3}


def test_other_sites_learn_counts_and_quote_public_comments(
    publication: Publication, talker: User, article: ArticleCard, moderator: User, now: datetime
) -> None:
    comment = say(talker, article, "Quote *me*.", now=now)
    told = Client().get(path(article, "count.json"))
    assert (told.json()["count"], told["Access-Control-Allow-Origin"]) == (1, "*")

    def quoted(number: int, origin: str = settings.ORIGIN) -> int:
        return (
            Client().get(f"/comments/oembed.json?url={quote(f'{origin}/comments/c/{number}/')}").status_code
        )

    found = (
        Client()
        .get(f"/comments/oembed.json?url={quote(f'{settings.ORIGIN}/comments/c/{comment.pk}/')}")
        .json()
    )
    assert "<em>me</em>" in found["html"]
    hidden = say(talker, article_of(publication, "subscribers"), "For subscribers.", now=now)
    held = say(talker, article, "Held shit.", now=now)
    assert [quoted(hidden.pk), quoted(held.pk), quoted(comment.pk, "https://evil.example")] == [404] * 3
    removed(comment, moderator, now=now)
    assert quoted(comment.pk) == 404


def test_letters_stop_by_the_link_in_them_and_only_by_post(talker: User, now: datetime) -> None:
    comments.mail_replies(reader_id=talker.pk, wanted=True, now=now)
    address = f"/comments/no-mail/{stop_token(talker.pk)}/"
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.get(address).status_code == 200
    assert Correspondence.objects.get().replies_by_mail
    assert talker.email not in stranger.get(address).content.decode()
    assert stranger.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Correspondence.objects.get().replies_by_mail
    assert stranger.post("/comments/no-mail/1:forged/").status_code == 404


def test_a_removed_comment_tells_its_author_the_rule_and_takes_an_appeal(
    talker: User, article: ArticleCard, moderator: User, now: datetime
) -> None:
    comment = removed(say(talker, article, "Out with me.", now=now), moderator, now=now)
    client = inside(talker)
    own = client.get("/account/comments/").content.decode()
    assert "Guideline 2" in own
    assert "It argues with the person." in own
    client.post(f"/comments/c/{comment.pk}/appeal/", {"text": "I was kind."})
    assert "Another moderator will look at it." in client.get("/account/comments/").content.decode()
    place = Client().get(path(article)).content.decode()
    assert "Removed by a moderator" in place
    assert "Out with me." not in place


def test_replies_are_unread_until_they_are_read(talker: User, article: ArticleCard, now: datetime) -> None:
    root = say(talker, article, "A question.", now=now)
    say(a_talker("otto", now=now), article, "An answer.", now=now, to=root)
    client = inside(talker)
    assert "1 new reply" in client.get("/account/").content.decode()
    assert "An answer." in client.get("/account/comments/replies/").content.decode()
    client.post("/account/comments/replies/seen/")
    assert "new repl" not in client.get("/account/").content.decode()


def test_a_warning_is_read_before_going_on(talker: User, article: ArticleCard, now: datetime) -> None:
    number = moderation.sanction(
        reader_id=talker.pk, kind="warned", rule=1, sentence="Speak as in a room.", note="",
        by=User.objects.get(email="moderator@reader.example").pk, now=now,
    )  # fmt: skip
    client = inside(talker)
    assert client.post(path(article, "say/"), fields("Before.")).status_code == 403
    assert "Speak as in a room." in client.get("/account/comments/").content.decode()
    client.post("/account/comments/warning/", {"warning": str(number)})
    assert client.post(path(article, "say/"), fields("After.")).status_code == 302


def test_the_link_back_carries_no_other_site(article: ArticleCard, talker: User) -> None:
    page = Client().get(path(article), {"next": "https://evil.example/"}).content.decode()
    assert "evil.example" not in page
    assert LimitBucket.objects.count() == 0
    assert json.dumps(path(article)).strip('"') in page


@pytest.mark.parametrize("odd", ["²", "٣", "9" * 40, "-1", "1e3", "\x00", ""])
def test_an_odd_number_is_none(talker: User, article: ArticleCard, now: datetime, odd: str) -> None:
    say(talker, article, "One.", now=now)
    client = inside(talker)
    assert client.get(path(article, "mine.json"), {"shown": odd}).status_code == 200
    assert client.get(path(article, "say/"), {"to": odd}).status_code == 200
    assert client.get("/account/comments/", {"before": odd}).status_code == 200
    assert client.post(path(article, "say/"), fields("Said.", guidelines=odd, to=odd)).status_code == 302
