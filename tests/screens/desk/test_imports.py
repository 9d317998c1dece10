"""The reports on imported pages at the desk: each for those who may change the article."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from standfirst.apps.editorial.actions.import_page import Imported, import_page
from standfirst.apps.editorial.models import ArticlePage, PageImport
from tests.publication import Publication
from tests.screens.conftest import SignedIn

FIXTURES = Path(__file__).parents[2] / "apps/editorial/page_import/fixtures"


@pytest.fixture
def imported(publication: Publication, now: datetime, settings: Any, tmp_path: Path) -> Imported:
    settings.MEDIA_ROOT = str(tmp_path)
    file = FIXTURES / "wordpress.html"
    return import_page(data=file.read_bytes(), name=file.name, by=publication.reader("author"), now=now)


def address(imported: Imported) -> str:
    return f"/desk/imports/{PageImport.objects.get(article_id=imported.article_id).pk}/"


def test_the_report_tells_what_was_taken_and_set_aside(imported: Imported, signed_in: SignedIn) -> None:
    page = signed_in("editor").get(address(imported)).content.decode()
    assert f"/desk/pages/{imported.article_id}/edit/" in page
    for entry in imported.report["set_aside"]:
        assert entry["why"].replace("'", "&#x27;") in page
    for part in (imported.headline, "wordpress.html", "Look at", "Set aside", "Taken"):
        assert part in page


def test_the_list_leads_to_the_report_and_so_does_the_editor(imported: Imported, signed_in: SignedIn) -> None:
    client = signed_in("editor")
    assert address(imported) in client.get("/desk/imports/").content.decode()
    assert address(imported) in client.get(f"/desk/pages/{imported.article_id}/edit/").content.decode()


def test_an_article_written_here_has_no_report(publication: Publication, signed_in: SignedIn) -> None:
    page = signed_in("editor").get(f"/desk/pages/{publication.texts['open'].id}/edit/").content.decode()
    assert "/desk/imports/" in page  # the way in the menu
    assert "Import report" not in page


@pytest.mark.parametrize(
    ("name", "status", "listed"),
    [
        ("author", 200, True),
        ("publisher", 200, True),
        ("other_author", 404, False),
        ("moderator", 302, False),
        ("subscriber", 302, False),
    ],
)
def test_who_sees_a_report(
    imported: Imported, signed_in: SignedIn, name: str, status: int, listed: bool
) -> None:
    client = signed_in(name)
    assert client.get(address(imported)).status_code == status
    assert (imported.headline in client.get("/desk/imports/").content.decode()) is listed


def test_without_the_rule_any_author_would_read_it(
    imported: Imported, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = "standfirst.apps.editorial.queries.desk._changeable"
    monkeypatch.setattr(everything, lambda user: ArticlePage.objects.values("pk"))
    assert signed_in("other_author").get(address(imported)).status_code == 200


@pytest.mark.parametrize("page", ["2", "0", "-1", "x", "99999999"])
def test_any_page_of_the_list_answers(publication: Publication, signed_in: SignedIn, page: str) -> None:
    assert signed_in("editor").get(f"/desk/imports/?page={page}").status_code == 200
