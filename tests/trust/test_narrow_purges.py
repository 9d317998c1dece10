"""A change purges the pages that show what has changed, and leaves the others in memory."""

import re
from datetime import timedelta
from typing import Any

import pytest

from standfirst.apps.editorial import api as editorial
from standfirst.apps.editorial.models import AuthorPage, Picture, TopicPage
from standfirst.apps.membership.models import Plan
from standfirst.apps.newsletters.models import NewsletterPage
from standfirst.core import clock
from tests.post import send_edition
from tests.publication import Publication, paragraph, word
from tests.trust.site import Front
from tests.trust.test_fresh_pages import seen_everywhere, shows, warm

Fronts = tuple[Front, Front]


def rendered(front: Front) -> int:
    """How many shared pages this front has had made."""
    found = re.search(rb"^standfirst_front_renders_total\S* (\d+)", front.ask("/metrics").body, re.M)
    assert found
    return int(found[1])


def made_anew(front: Front, *paths: str) -> list[str]:
    """Which of these pages were not in memory, for visitors or subscribers."""
    anew = []
    for path in paths:
        before = rendered(front)
        for reader in ("", "subscriber"):
            front.ask(path, reader=reader)
        if rendered(front) != before:
            anew.append(path)
    return anew


def an_article(made: Publication, section: str, slug: str, *, topics: tuple[int, ...] = ()) -> int:
    """Of the one author of the publication."""
    draft = editorial.ArticleDraft(
        slug=slug, headline=f"News {slug}", standfirst="New.", body=[paragraph(slug)] * 2, access="open",
        author_ids=(made.author_id,), topic_ids=topics or (made.topic_id,),
    )  # fmt: skip
    return editorial.hand_in_article(section_id=made.sections[section], draft=draft).pk


def test_publishing_leaves_the_pages_of_other_sections_alone(acting: Publication, fronts: Fronts) -> None:
    neighbour, new = word(), word()
    editorial.publish_article(article_id=an_article(acting, "books", neighbour))
    number = an_article(acting, "books", new)
    elsewhere = [text.path for name, text in acting.texts.items() if name in {"open", "subscribers"}]
    elsewhere += ["/world/", "/world/feed/", "/about/", "/authors/", "/topics/", "/join/"]
    showing = ["/", "/books/", f"/books/{neighbour}/", "/books/feed/", "/feed/", acting.paths["author"]]
    showing += [acting.paths["topic"]]
    until_shown = [shows(path, new) for path in showing]
    warm(fronts, *elsewhere, *showing)
    warm(fronts, *elsewhere)  # what came over the bus meanwhile has been heard by now
    seen_everywhere(
        lambda: editorial.publish_article(article_id=number),
        lambda front: all(shown(front) for shown in until_shown),
        fronts,
    )
    assert [made_anew(front, *elsewhere) for front in fronts] == [[], []]


def test_the_test_sees_a_page_that_is_made_anew(acting: Publication, fronts: Fronts) -> None:
    path, front = acting.texts["open"].path, fronts[0]
    warm(fronts, path, "/world/")
    secret = word()
    number = an_article(acting, "world", secret)
    seen_everywhere(
        lambda: editorial.publish_article(article_id=number), shows("/world/", f"News {secret}"), fronts
    )
    assert made_anew(front, path) == [path]


def test_a_plans_change_shows_where_plans_are_shown(acting: Publication, fronts: Fronts) -> None:
    article, plan = acting.texts["open"].path, Plan.objects.earliest("pk")
    warm(fronts, "/join/", article)
    warm(fronts, article)
    plan.blurb = f"All of it, {word()}."
    seen_everywhere(plan.save, shows("/join/", plan.blurb), fronts)
    assert [made_anew(front, article) for front in fronts] == [[], []]


def test_a_pictures_new_alternative_text_shows(acting: Publication, fronts: Fronts) -> None:
    picture: Any = Picture.objects.get(pk=acting.picture_id)
    words = f"A square {word()}"
    pages = ("/", "/world/", acting.texts["open"].path, acting.paths["author"])
    warm(fronts, *pages, "/about/")
    warm(fronts, "/about/")
    picture.description = words
    seen_everywhere(picture.save, lambda front: all(shows(page, words)(front) for page in pages), fronts)
    assert [made_anew(front, "/about/") for front in fronts] == [[], []]


def test_a_picture_below_the_gate_is_known_to_the_page_that_shows_it(
    acting: Publication, fronts: Fronts
) -> None:
    picture: Any = Picture.objects.get(pk=acting.hidden_picture_id)
    path, credit = acting.texts["blocks"].path, f"By {word()}"
    warm(fronts, path)
    picture.credit = credit
    seen_everywhere(picture.save, shows(path, credit, reader="subscriber"), fronts)


def test_an_authors_new_name_shows_wherever_it_stands(acting: Publication, fronts: Fronts) -> None:
    author: Any = AuthorPage.objects.get(pk=acting.author_id)
    author.title = f"Nadia Example {word()}"
    pages = ("/", "/world/", "/authors/", acting.paths["author"], acting.texts["open"].path, "/world/feed/")
    warm(fronts, *pages, "/about/")
    warm(fronts, "/about/")
    seen_everywhere(
        lambda: author.save_revision().publish(),
        lambda front: all(shows(page, author.title)(front) for page in pages),
        fronts,
    )
    assert [made_anew(front, "/about/") for front in fronts] == [[], []]


@pytest.mark.parametrize("live", [True, False])
def test_a_topic_is_named_once_it_is_published(live: bool, acting: Publication, fronts: Fronts) -> None:
    slug, name = word(), f"Topic {word()}"
    topic: Any = TopicPage.objects.get(pk=editorial.set_topic(slug=slug, name=name, about=""))
    if not live:
        topic.unpublish()
    editorial.publish_article(article_id=an_article(acting, "books", slug, topics=(topic.pk,)))
    path = f"/books/{slug}/"
    warm(fronts, path, "/topics/")
    topic.title = f"{name} {word()}"
    seen_everywhere(
        lambda: topic.save_revision().publish(),
        lambda front: shows(path, topic.title)(front) and shows("/topics/", topic.title)(front),
        fronts,
    )


def test_a_newsletter_shows_where_it_is_offered_and_its_editions_leave_articles_alone(
    acting: Publication, fronts: Fronts
) -> None:
    article, letter = acting.texts["open"].path, acting.paths["newsletter"]
    page, title, subject = NewsletterPage.objects.get(pk=acting.post.newsletter_id), word(), word()
    page.below_articles_of.set([acting.sections["world"]])
    page.title, page.on_front_page = title, True
    warm(fronts, article, "/")
    seen_everywhere(
        lambda: page.save_revision().publish(),
        lambda front: shows(article, title)(front) and shows("/", title)(front),
        fronts,
    )
    warm(fronts, article, "/", letter)
    warm(fronts, article, "/")
    long_ago = clock.now() - timedelta(days=40)
    seen_everywhere(
        lambda: send_edition(acting.post.newsletter_id, "Good morning.", now=long_ago, subject=subject),
        shows(letter, subject),
        fronts,
    )
    assert [made_anew(front, article, "/") for front in fronts] == [[], []]
