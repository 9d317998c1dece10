"""A mail server that keeps or refuses, and a template of a letter."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.apps.mailing.sink import Sink, sink


@pytest.fixture(autouse=True)
def _templates(settings: Any) -> None:
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [Path(__file__).parent / "templates"]}]


@pytest.fixture
def server(settings: Any) -> Iterator[Sink]:
    with sink() as found:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
        yield found
