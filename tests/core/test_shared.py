"""A shared page cannot see who asks for it."""

from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from standfirst.apps.accounts.models import User
from standfirst.core.http import shared as shared_module
from standfirst.core.http.guard import TouchedPersonalData
from standfirst.core.http.marks import SHARED_HEADER, mark_shared, read_shared
from standfirst.core.http.shared import shared_page
from standfirst.core.viewer import VISITOR

pytestmark = pytest.mark.urls("tests.front.pages_urls")


def a_request(method: str = "GET", **cookies: str) -> HttpRequest:
    """A request by somebody signed in."""
    request = RequestFactory().generic(method, "/a/?after=1", headers={"Authorization": "Bearer secret"})
    request.COOKIES.update(cookies)
    request.user = SimpleNamespace(email="ana@example.org", is_authenticated=True)
    request.session = {"cart": "full"}
    request._messages = ["Welcome back"]
    request.viewer = VISITOR
    return request


TOUCHES = {
    "the user": lambda request: request.user.email,
    "whether somebody is signed in": lambda request: bool(request.user),
    "the session": lambda request: request.session["cart"],
    "the session's length": lambda request: len(request.session),
    "messages": lambda request: list(request._messages),
    "a cookie": lambda request: request.COOKIES.get("theme"),
    "whether there is a cookie": lambda request: "theme" in request.COOKIES,
    "a nonce": lambda request: str(request.csp_nonce),
    "writing to the session": lambda request: request.session.__setitem__("seen", 1),
}


def csrf(request: HttpRequest) -> str:
    from django.middleware.csrf import get_token

    return get_token(request)


@pytest.mark.parametrize("touch", [*TOUCHES.values(), csrf], ids=[*TOUCHES, "a csrf token"])
def test_touching_what_is_personal_raises(touch: object) -> None:
    view = shared_page()(lambda request: HttpResponse(str(touch(request))))  # type: ignore[operator]
    with pytest.raises(TouchedPersonalData):
        view(a_request())


@pytest.mark.parametrize("touch", [*TOUCHES.values(), csrf], ids=[*TOUCHES, "a csrf token"])
def test_touching_is_noticed_even_when_the_exception_is_swallowed(touch: object) -> None:
    """As a template does within `{% if %}`."""

    def view(request: HttpRequest) -> HttpResponse:
        try:
            touch(request)  # type: ignore[operator]
        except Exception:
            return HttpResponse("as if nothing had happened")
        return HttpResponse("untouched")

    with pytest.raises(TouchedPersonalData):
        shared_page()(view)(a_request())


@pytest.mark.parametrize("touch", ["user", "csrf", "if"])
def test_touching_it_while_a_template_is_rendered_raises_too(client: Client, touch: str) -> None:
    with pytest.raises(TouchedPersonalData):
        client.get("/lazy/", {"touch": touch})


@pytest.mark.django_db
def test_without_the_guard_the_address_of_a_reader_is_on_the_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(User.objects.create_user("canary-7311@example.org"))
    monkeypatch.setattr(shared_module, "without_a_person", lambda _: nullcontext())
    assert b"canary-7311@example.org" in client.get("/lazy/").content


def test_the_headers_of_the_client_are_out_of_reach() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{dict(request.headers)} {request.META.get('HTTP_AUTHORIZATION')}")

    request = a_request()
    assert "secret" in request.headers["Authorization"]
    assert b"secret" not in shared_page()(view)(request).content
    assert "secret" in request.headers["Authorization"]


def test_afterwards_everything_is_back_and_untouched() -> None:
    request = a_request(theme="dark")
    before = dict(vars(request))
    shared_page()(lambda request: HttpResponse("page"))(request)
    after = {name: value for name, value in vars(request).items() if name != "shared_tags"}
    assert after == before


def test_afterwards_everything_is_back_when_the_view_fails_too() -> None:
    request = a_request()
    with pytest.raises(ZeroDivisionError):
        shared_page()(lambda request: HttpResponse(1 / 0))(request)
    assert request.user.email == "ana@example.org"
    assert request.session == {"cart": "full"}


def test_a_page_that_sets_a_cookie_raises() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        response = HttpResponse("page")
        response.set_cookie("seen", "1")
        return response

    with pytest.raises(TouchedPersonalData):
        shared_page()(view)(a_request())


def test_a_page_that_streams_is_refused() -> None:
    with pytest.raises(TypeError):
        shared_page()(lambda request: StreamingHttpResponse(iter(["page"])))(a_request())


@pytest.mark.parametrize(
    ("method", "status"), [("GET", 200), ("HEAD", 200), ("POST", 405), ("PUT", 405), ("DELETE", 405)]
)
def test_a_shared_page_is_only_read(method: str, status: int) -> None:
    assert shared_page()(lambda request: HttpResponse("page"))(a_request(method)).status_code == status


def test_tags_come_from_the_declaration_and_from_the_rendering() -> None:
    def view(request: HttpRequest, slug: str) -> HttpResponse:
        request.shared_tags.add("author:3")
        return HttpResponse("page")

    page = shared_page(tags=lambda request, slug: [f"story:{slug}"], ttl=30)(view)(a_request(), slug="one")
    assert read_shared(page.headers[SHARED_HEADER]) == (30, {"story:one", "author:3"})


@pytest.mark.parametrize("status", [301, 302, 404, 410, 500])
def test_only_a_page_that_is_there_may_be_kept(status: int) -> None:
    response = shared_page()(lambda request: HttpResponse("no", status=status))(a_request())
    assert response.status_code == status
    assert SHARED_HEADER not in response.headers


@pytest.mark.parametrize("tag", ["", "two words", "a,b", "a;b", "naïve", "line\nbreak"])
def test_a_tag_that_cannot_be_written_is_refused(tag: str) -> None:
    with pytest.raises(ValueError, match="a tag is"):
        mark_shared(HttpResponse(), ttl=1, tags=[tag])
