"""What the desk changes is seen on every front at once, and what is withdrawn stays away."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from standfirst.apps.editorial import api as editorial
from standfirst.apps.editorial.models import ArticlePage, Correction, SectionPage
from standfirst.core.db import transaction
from tests.publication import Publication, paragraph, word
from tests.real import SEEN_WITHIN, until
from tests.trust.site import Front, RealSite


def seen_everywhere(
    change: Callable[[], object], shown: Callable[[Front], bool], fronts: tuple[Front, Front]
) -> None:
    """Make the change in one transaction; all fronts show it at once."""
    with transaction():
        change()
    until(lambda: all(shown(front) for front in fronts), within=SEEN_WITHIN)


def shows(path: str, words: str, *, reader: str = "") -> Callable[[Front], bool]:
    return lambda front: words.encode() in front.ask(path, reader=reader).body


def warm(fronts: tuple[Front, Front], *paths: str) -> None:
    for front in fronts:
        for path in paths:
            front.ask(path)
            front.ask(path, reader="subscriber")


def a_new_article(publication: Publication, secret: str) -> int:
    draft = editorial.ArticleDraft(
        slug=secret, headline=f"News {secret}", standfirst="New.", body=[paragraph(secret), paragraph(secret)], access="open"
    )  # fmt: skip
    return editorial.hand_in_article(section_id=publication.sections["books"], draft=draft).pk


def test_an_article_that_is_published_is_there(acting: Publication, fronts: tuple[Front, Front]) -> None:
    secret = word()
    warm(fronts, "/", "/books/", f"/books/{secret}/", "/feed/")
    number = a_new_article(acting, secret)
    seen_everywhere(
        lambda: editorial.publish_article(article_id=number),
        lambda front: all(
            shows(path, secret)(front) for path in ("/", "/books/", f"/books/{secret}/", "/feed/")
        ),
        fronts,
    )


def test_a_correction_is_there(acting: Publication, fronts: tuple[Front, Front]) -> None:
    text, words = acting.texts["registered"], f"It was {word()}."
    warm(fronts, text.path)

    def correct() -> None:
        page: Any = ArticlePage.objects.get(pk=text.id)
        page.corrections.add(Correction(corrected_on=date(2026, 11, 22), text=words))
        page.save_revision().publish()

    seen_everywhere(correct, shows(text.path, words), fronts)


def test_a_section_with_a_new_name_has_it_everywhere(
    acting: Publication, fronts: tuple[Front, Front]
) -> None:
    name, pages = f"World {word()}", ("/", "/world/", "/about/", acting.texts["open"].path)
    warm(fronts, *pages)

    def rename() -> None:
        section: Any = SectionPage.objects.get(pk=acting.sections["world"])
        section.title = name
        section.save_revision().publish()

    seen_everywhere(rename, lambda front: all(shows(path, name)(front) for path in pages), fronts)


def test_a_pick_is_there(acting: Publication, fronts: tuple[Front, Front]) -> None:
    warm(fronts, "/")
    chooser = f"Chosen by {word()}"
    picks = [acting.texts["corrected"].id]
    seen_everywhere(
        lambda: editorial.set_front_picks(
            lead_id=acting.texts["open"].id, article_ids=picks, chosen_by=chooser
        ),
        shows("/", chooser),
        fronts,
    )


@pytest.mark.parametrize("reader", ["", "subscriber"])
def test_an_article_that_is_withdrawn_never_comes_back(
    reader: str, acting: Publication, site: RealSite, fronts: tuple[Front, Front]
) -> None:
    secret = word()
    number, path = a_new_article(acting, secret), f"/books/{secret}/"
    editorial.publish_article(article_id=number)
    for front in fronts:
        while front.ask(path, reader=reader).status != 200:
            time.sleep(0.01)
    lists = ("/", "/books/", "/feed/", "/sitemap.xml")
    warm(fronts, path, *lists)

    def gone(front: Front) -> bool:
        listed = any(shows(each, secret)(front) for each in lists)
        return front.ask(path, reader=reader).status == 404 and not listed

    seen_everywhere(lambda: ArticlePage.objects.get(pk=number).unpublish(), gone, fronts)
    with site.without_database():
        for front in fronts:
            assert secret.encode() not in front.ask(path, reader=reader).body
    for front in fronts:
        answer = front.ask(path, reader=reader)
        assert secret.encode() not in answer.body


def test_without_the_database_shared_pages_are_still_given_and_afterwards_all_is_well(
    site: RealSite, fronts: tuple[Front, Front]
) -> None:
    front = fronts[0]
    page = front.ask("/world/open/")
    assert page.status == 200
    with site.without_database():
        assert front.ask("/world/open/").body == page.body
        assert front.ask("/account/", reader="registered").status == 503
        assert front.ask("/health/ready").status == 503
    deadline = time.monotonic() + 10
    while front.ask("/account/", reader="registered").status != 200:
        assert time.monotonic() < deadline, "the front did not recover"
        time.sleep(0.05)
