"""The desk's first page: its own name, and the drafts of those who may change them."""

import re

import pytest
from django.test import Client

from standfirst.apps.comments.models import Comment
from standfirst.apps.editorial.models import ArticlePage
from standfirst.core import clock
from tests.apps.comments.talking import a_talker, article_of, say
from tests.publication import Publication
from tests.screens.conftest import SignedIn


def drafts(client: Client) -> list[str]:
    """The headlines in the panel, from above."""
    page = client.get("/desk/").content.decode()
    _, _, panel = page.partition('id="drafts')
    return re.findall(r'/edit/">([^<]+)</a>', panel.partition("</table>")[0])


def test_drafts_stand_newest_first_with_their_state(publication: Publication, signed_in: SignedIn) -> None:
    ArticlePage.objects.get(pk=publication.texts["draft"].id).save_revision()
    shown = drafts(signed_in("editor"))
    names = [headline.split()[1] for headline in shown]
    assert names[0] == "draft"
    assert set(names) == {"draft", "withdrawn", "scheduled"}
    page = signed_in("editor").get("/desk/").content.decode()
    assert all(f"<td>{state}</td>" in page for state in ("Draft", "Withdrawn", "Scheduled"))


def test_what_waits_for_approval_says_so(publication: Publication, signed_in: SignedIn) -> None:
    article = ArticlePage.objects.get(pk=publication.texts["draft"].id)
    article.get_workflow().start(article, publication.reader("author"))
    assert "<td>Waits for approval</td>" in signed_in("editor").get("/desk/").content.decode()


@pytest.mark.parametrize(("name", "sees"), [("author", True), ("other_author", False), ("moderator", False)])
def test_drafts_are_for_those_who_may_change_them(
    publication: Publication, signed_in: SignedIn, name: str, sees: bool
) -> None:
    assert bool(drafts(signed_in(name))) is sees


def waiting(client: Client) -> dict[str, str] | None:
    """What the panel names, with its number; None where there is no panel."""
    page = client.get("/desk/").content.decode()
    _, found, panel = page.partition('id="waiting')
    rows = re.findall(r'<a href="(/desk/[^"]*)">.*?<td>(\d+)</td>', panel.partition("</section>")[0], re.S)
    return dict(rows) if found else None


def test_what_waits_is_named_for_those_who_decide_on_it(
    publication: Publication, signed_in: SignedIn
) -> None:
    Comment.objects.all().delete()
    now = clock.now()
    assert waiting(signed_in("moderator")) == {}
    assert "Nothing waits for you." in signed_in("moderator").get("/desk/").content.decode()
    talker = a_talker("tess", now=now)
    say(talker, article_of(publication), "Good evening.", now=now)
    assert waiting(signed_in("moderator")) == {"/desk/comments/?queue=pending": "1"}
    assert signed_in("moderator").get("/desk/comments/?queue=pending").status_code == 200
    assert waiting(signed_in("author")) == {}, "comments are not theirs to decide on"


def test_the_desk_has_a_name_of_its_own(publication: Publication, signed_in: SignedIn) -> None:
    page = signed_in("editor").get("/desk/").content.decode()
    assert re.search(r"<title>[^<]* - Standfirst</title>", page)
    assert 'class="desk-mark"' in page
    assert 'href="/icon.svg"' in page
