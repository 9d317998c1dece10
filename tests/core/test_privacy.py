"""Nothing may be kept by anybody unless it says that it is the same for everybody."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from standfirst.core.http.marks import VIEWER_KEY
from standfirst.core.http.privacy import PrivateByDefault
from standfirst.core.viewer import VISITOR

pytestmark = pytest.mark.urls("tests.front.pages_urls")
OUTERMOST = "standfirst.core.http.privacy.PrivateByDefault"


@pytest.mark.parametrize(
    "path", ["/careless/", "/counted/", "/nonce/", "/nowhere/", "/personal/", "/sign-out"]
)
@pytest.mark.django_db
def test_every_answer_is_private(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "X-Standfirst-Shared" not in response.headers


def test_without_the_outermost_layer_a_careless_view_is_public(client: Client, settings: Settings) -> None:
    settings.MIDDLEWARE = [name for name in django_settings.MIDDLEWARE if name != OUTERMOST]
    response = client.get("/careless/")
    assert response.headers["Cache-Control"] == "public, max-age=600"
    assert "X-Standfirst-Shared" in response.headers


def test_a_file_marked_public_may_be_kept_for_good(client: Client) -> None:
    assert client.get("/picture.png").headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_the_mark_of_a_shared_page_reaches_only_the_front() -> None:
    def marked(_: object) -> HttpResponse:
        return HttpResponse(headers={"X-Standfirst-Shared": "60;a"})

    by_a_browser = RequestFactory().get("/", headers={"Standfirst-Viewer": "subscriber"})
    by_the_front = RequestFactory().get("/", **{VIEWER_KEY: VISITOR})
    assert "X-Standfirst-Shared" not in PrivateByDefault(marked)(by_a_browser).headers  # type: ignore[arg-type]
    assert "X-Standfirst-Shared" in PrivateByDefault(marked)(by_the_front).headers  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "status", "cookie", "is_kept"),
    [
        ("/static/a.css", 200, False, True),
        ("/static/a.css", 304, False, True),
        ("/static/a.css", 404, False, False),
        ("/static/a.css", 200, True, False),
        ("/account/static/a.css", 200, False, False),
    ],
)
def test_only_answers_from_the_static_folder_keep_their_own_word(
    path: str, status: int, cookie: bool, is_kept: bool
) -> None:
    def static(_: object) -> HttpResponse:
        response = HttpResponse(status=status, headers={"Cache-Control": "public, max-age=60"})
        if cookie:
            response.set_cookie("a", "b")
        return response

    response = PrivateByDefault(static)(RequestFactory().get(path))  # type: ignore[arg-type]
    assert ("public" in response.headers["Cache-Control"]) is is_kept


def test_django_has_no_cache_of_its_own() -> None:
    """`cache_page` and its kin judge by other rules than these; see docs/explanation/shared-pages.md."""
    sources = Path(__file__).resolve().parents[2] / "src"
    banned = ("cache_page", "UpdateCacheMiddleware", "FetchFromCacheMiddleware", "wagtailcache")
    found = [path for path in sources.rglob("*.py") if any(word in path.read_text() for word in banned)]
    assert found == []
