"""The pictures' own files, as they were uploaded, are the desk's alone; readers are given sizes made of them."""

import pytest
from django.conf import settings
from django.test import Client

from tests.publication import Publication
from tests.signing_in import enter


@pytest.mark.parametrize(
    ("viewer", "statuses"),
    [("visitor", {302, 403, 404}), ("subscriber", {302, 403, 404}), ("editor", {200})],
)
def test_no_reader_gets_a_file_as_it_was_uploaded(viewer: str, statuses: set[int], kept: Publication) -> None:
    client = Client()
    if viewer != "visitor":
        enter(client, kept.reader(viewer))
    originals = [file for file in (settings.MEDIA_ROOT / "original_images").iterdir() if file.is_file()]
    assert originals
    answers = [client.get(f"/media/original_images/{file.name}") for file in originals]
    assert {answer.status_code for answer in answers} <= statuses
    assert {answer["Cache-Control"] for answer in answers} == {"private, no-store"}
