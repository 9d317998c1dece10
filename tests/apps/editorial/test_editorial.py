"""Publishing, moving, withdrawing; picks; roles: what editors can rely on."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import GroupPagePermission, Page

from standfirst.apps.editorial import api as editorial
from standfirst.apps.editorial.actions import page_changed
from standfirst.apps.editorial.models import (
    ArticlePage,
    FrontPage,
    FrontPick,
    PlainPage,
    Publication,
    SectionPage,
)
from standfirst.apps.editorial.rules.roles import ROLES
from standfirst.core import clock
from tests.lasting import publication
from tests.publication import Publication as Made

__all__ = ["publication"]
pytestmark = pytest.mark.django_db


def article(made: Made, name: str = "open") -> ArticlePage:
    found: ArticlePage = ArticlePage.objects.get(pk=made.texts[name].id)
    return found


def test_an_article_belongs_to_the_section_it_stands_in(publication: Made, client: Client) -> None:
    moved = article(publication)
    moved.move(SectionPage.objects.get(slug="books"), pos="last-child")
    assert article(publication).section_id == publication.sections["books"]
    assert client.get(f"/books/{moved.slug}/").status_code == 200


def test_a_changed_slug_redirects(
    publication: Made, client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    changed = article(publication)
    changed.slug = "another-name"
    with django_capture_on_commit_callbacks(execute=True):
        changed.save_revision().publish()
    response = client.get(publication.texts["open"].path)
    assert (response.status_code, response["Location"]) == (301, "/world/another-name/")


def test_the_first_publishing_sets_the_time(publication: Made, now: datetime) -> None:
    draft = editorial.ArticleDraft(slug="new", headline="New", standfirst="It is new.", body=[])
    page = editorial.hand_in_article(section_id=publication.sections["world"], draft=draft)
    assert ArticlePage.objects.get(pk=page.pk).published_at is None
    editorial.publish_article(article_id=page.pk)
    published = ArticlePage.objects.get(pk=page.pk)
    assert published.published_at == published.first_published_at is not None


def test_handing_in_the_same_headline_twice_makes_two_addresses(publication: Made) -> None:
    draft = editorial.ArticleDraft(slug="", headline="Twice", standfirst="Again.", body=[])
    pages = [
        editorial.hand_in_article(section_id=publication.sections["world"], draft=draft) for _ in range(3)
    ]
    assert [page.slug for page in pages] == ["twice", "twice-2", "twice-3"]


@pytest.mark.parametrize(
    ("starts", "ends", "shown"),
    [
        (None, None, True),
        (-1, None, True),
        (1, None, False),
        (-2, -1, False),
        (-1, 1, True),
        (None, 0, False),
        (0, None, True),
    ],
)
def test_a_pick_stands_for_its_time(
    publication: Made, now: datetime, starts: int | None, ends: int | None, shown: bool
) -> None:
    FrontPick.objects.all().delete()
    at = [None if hours is None else now + timedelta(hours=hours) for hours in (starts, ends)]
    FrontPick.objects.create(
        page=FrontPage.objects.get(),
        article=article(publication),
        sort_order=0,
        starts_at=at[0],
        ends_at=at[1],
    )
    assert bool(editorial.list_site_picks(now=now)) is shown


def test_picks_keep_the_editors_order(publication: Made, now: datetime) -> None:
    chosen = [publication.texts[name].id for name in ("registered", "open", "subscribers")]
    editorial.set_front_picks(lead_id=None, article_ids=chosen, chosen_by="")
    assert [card.id for card in editorial.list_site_picks(now=now)] == chosen


def test_a_pick_that_ends_before_it_begins_is_refused(publication: Made, now: datetime) -> None:
    pick = FrontPick(article=article(publication), starts_at=now, ends_at=now - timedelta(hours=1))
    with pytest.raises(ValidationError, match="end after it begins"):
        pick.clean()


@pytest.mark.parametrize("slug", ["search", "feed", "desk", "join", "account", "sign-in", "live"])
def test_no_page_stands_behind_an_address_of_the_house(publication: Made, slug: str) -> None:
    for page in (SectionPage(title="S", slug=slug), PlainPage(title="P", slug=slug, text="<p>x</p>")):
        with pytest.raises(ValidationError, match="address of the house"):
            FrontPage.objects.get().add_child(instance=page)


def test_an_update_before_publication_is_refused(publication: Made, now: datetime) -> None:
    wrong = article(publication)
    wrong.published_at, wrong.updated_at = now, now - timedelta(days=1)
    with pytest.raises(ValidationError, match="cannot be updated before"):
        wrong.clean()


def test_a_faint_accent_is_refused_with_its_contrast(publication: Made) -> None:
    with pytest.raises(ValidationError, match="Too faint"):
        editorial.set_publication(accent_light="#ffd0c0")
    assert Publication.objects.get().accent_light == "#b3260c"


def test_an_embed_of_an_unlisted_provider_is_refused(publication: Made) -> None:
    block = ArticlePage._meta.get_field("body").stream_block.child_blocks["embed"]
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"url": "https://evil.example/player", "title": "X"}))


def test_opening_twice_changes_nothing(publication: Made) -> None:
    before = (Page.objects.count(), Group.objects.count())
    call_command("open", "Another name")
    assert (Page.objects.count(), Group.objects.count()) == before


def test_opening_with_sections_makes_them(publication: Made, client: Client) -> None:
    call_command("open", "The Example", section=["High seas"])
    assert client.get("/high-seas/").status_code == 200


def test_every_desk_role_has_exactly_its_rights(publication: Made) -> None:
    for role in ROLES:
        group = Group.objects.get(name=role.name)
        has = {
            f"{p.content_type.app_label}.{p.codename}"
            for p in group.permissions.select_related("content_type")
        }
        on_pages = {
            p.permission.codename.removesuffix("_page")
            for p in GroupPagePermission.objects.filter(group=group)
        }
        assert (has, on_pages) == (set(role.permissions), set(role.on_pages))


@pytest.mark.parametrize(("name", "may"), [("author", False), ("editor", False), ("publisher", True)])
def test_who_may_publish(publication: Made, name: str, may: bool) -> None:
    permissions = article(publication).permissions_for_user(publication.reader(name))
    assert permissions.can_publish() is may


def test_an_author_edits_their_own_article_alone(publication: Made) -> None:
    draft = article(publication, "draft")
    assert draft.permissions_for_user(publication.reader("author")).can_edit()
    assert not draft.permissions_for_user(publication.reader("other_author")).can_edit()


def test_a_scheduled_article_comes_out_when_its_time_has_come(publication: Made, client: Client) -> None:
    draft = editorial.ArticleDraft(slug="later", headline="Later", standfirst="It waits its turn.", body=[])
    page = editorial.hand_in_article(section_id=publication.sections["world"], draft=draft)
    scheduled = ArticlePage.objects.get(pk=page.pk)
    scheduled.go_live_at = clock.now() + timedelta(hours=1)
    scheduled.save_revision().publish()
    editorial.publish_scheduled(now=clock.now())
    assert client.get("/world/later/").status_code == 404
    with time_machine.travel(clock.now() + timedelta(hours=2)):
        assert editorial.publish_scheduled(now=clock.now()) == 1
    assert client.get("/world/later/").status_code == 200
    assert "/world/later/" in client.get("/search/?q=turn").content.decode()


def test_a_page_that_cannot_be_published_keeps_no_other_waiting(
    publication: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, goes_in = (
        editorial.hand_in_article(
            section_id=publication.sections["world"],
            draft=editorial.ArticleDraft(slug=slug, headline=slug, standfirst="It waits.", body=[]),
        ).pk
        for slug in ("first", "second", "goes-in")
    )
    for number, wait in ((first, 1), (second, 2)):
        scheduled = ArticlePage.objects.get(pk=number)
        scheduled.go_live_at = clock.now() + timedelta(hours=wait)
        scheduled.save_revision().publish()
    expiring = ArticlePage.objects.get(pk=goes_in)
    expiring.expire_at = clock.now() + timedelta(hours=1)
    expiring.save_revision().publish()
    real = ArticlePage.full_clean

    def falls_over(page: ArticlePage, *given: object, **more: object) -> None:
        if page.pk == first:
            raise ValueError
        real(page, *given, **more)  # type: ignore[arg-type]

    with time_machine.travel(clock.now() + timedelta(hours=3)):
        with monkeypatch.context() as patched:
            patched.setattr(ArticlePage, "full_clean", falls_over)
            assert editorial.publish_scheduled(now=clock.now()) == 2
        live = dict(ArticlePage.objects.filter(pk__in=[first, second, goes_in]).values_list("pk", "live"))
        assert live == {first: False, second: True, goes_in: False}
        assert editorial.publish_scheduled(now=clock.now()) == 1


def test_a_text_that_could_not_be_indexed_anew_is_found_by_nobody(
    publication: Made, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    word = publication.texts["open"].free
    assert publication.texts["open"].path in client.get(f"/search/?q={word}").content.decode()
    monkeypatch.setattr(page_changed, "index_article", lambda **_: None)
    changed = article(publication)
    changed.access = "subscribers"
    changed.save_revision().publish()
    assert publication.texts["open"].path not in client.get(f"/search/?q={word}").content.decode()


def test_a_quotation_whose_speaker_nobody_knows_is_published(publication: Made, client: Client) -> None:
    draft = editorial.ArticleDraft(
        slug="said", headline="Said", standfirst="Somebody said it.", access="open",
        body=[{"type": "quotation", "value": {"text": "So it goes.", "speaker": "", "role": ""}}],
    )  # fmt: skip
    page = editorial.hand_in_article(section_id=publication.sections["world"], draft=draft)
    page.body.stream_block.clean(page.body)  # as the desk's form does
    editorial.publish_article(article_id=page.pk)
    text = client.get("/world/said/").content.decode()
    assert "So it goes." in text
    assert "<cite>" not in text
