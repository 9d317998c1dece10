"""The security headers, to the letter."""

import re

import pytest
from django.conf import settings as django_settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from standfirst.core.http.headers import SecurityHeaders

pytestmark = pytest.mark.urls("tests.front.pages_urls")
FRAMES = "https://player.example"
EXACT = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
        "font-src 'self'; connect-src 'self'; frame-src https://player.example; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), "
        "gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), "
        "xr-spatial-tracking=()"
    ),
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.fixture(autouse=True)
def one_player(settings: Settings) -> None:
    settings.EMBED_FRAME_HOSTS = (FRAMES,)


@pytest.mark.parametrize("path", ["/counted/", "/careless/", "/nowhere/"])
@pytest.mark.django_db
def test_every_public_page_has_exactly_these(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert {name: headers.get(name) for name in EXACT} == EXACT


def test_without_the_layer_they_are_gone(client: Client, settings: Settings) -> None:
    layer = "standfirst.core.http.headers.SecurityHeaders"
    settings.MIDDLEWARE = [name for name in django_settings.MIDDLEWARE if name != layer]
    assert "Content-Security-Policy" not in client.get("/counted/").headers


def test_a_nonce_is_in_the_policy_of_the_page_that_wrote_it_and_new_each_time(client: Client) -> None:
    nonces = set()
    for _ in range(3):
        response = client.get("/nonce/")
        nonce = re.search(r"nonce=([\w-]+)", response.content.decode()).group(1)  # type: ignore[union-attr]
        assert f"script-src 'self' 'nonce-{nonce}';" in response.headers["Content-Security-Policy"]
        nonces.add(nonce)
    assert len(nonces) == 3


def test_no_public_policy_admits_inline_code(client: Client) -> None:
    policy = client.get("/nonce/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "*" not in policy


def test_the_desk_may_frame_its_own_previews_and_nobody_else_may() -> None:
    response = SecurityHeaders(lambda _: HttpResponse())(RequestFactory().get("/desk/pages/3/edit/"))
    policy = response.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert f"frame-src 'self' {FRAMES}" in policy
    assert "object-src 'none'" in policy
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_a_picture_may_stand_in_a_feed_reader_and_a_page_may_not(client: Client) -> None:
    assert client.get("/picture.png").headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert client.get("/counted/").headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_in_production_browsers_are_told_to_come_by_https_only(client: Client, settings: Settings) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000
    assert client.get("/counted/", secure=True).headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" not in client.get("/counted/").headers
