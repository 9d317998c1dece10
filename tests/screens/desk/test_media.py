"""Uploaded files are for the desk alone."""

import pytest
from django.test import Client

from standfirst.apps.editorial.models import Picture
from tests.publication import Publication
from tests.screens.conftest import SignedIn


def address(publication: Publication) -> str:
    url: str = Picture.objects.get(pk=publication.hidden_picture_id).file.url
    return url


@pytest.mark.parametrize("name", ["author", "editor", "publisher"])
def test_the_desk_sees_the_file(publication: Publication, signed_in: SignedIn, name: str) -> None:
    answer = signed_in(name).get(address(publication))
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        200,
        "image/png",
        "private, no-store",
    )


@pytest.mark.parametrize("name", ["registered", "subscriber"])
def test_readers_do_not(publication: Publication, signed_in: SignedIn, name: str) -> None:
    assert signed_in(name).get(address(publication)).status_code == 403
    assert Client().get(address(publication)).status_code == 302


@pytest.mark.parametrize(
    "path", ["/media/../secrets/key", "/media/%2e%2e/secrets/key", "/media//etc/passwd", "/media/"]
)
def test_nothing_outside_the_folder_is_served(
    publication: Publication, signed_in: SignedIn, path: str
) -> None:
    assert signed_in("publisher").get(path).status_code in {301, 400, 404}
