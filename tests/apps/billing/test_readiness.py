"""What is missing before cards can be taken is named."""

from typing import Any

import pytest
from django.apps import apps

from standfirst.apps.billing.queries import readiness
from standfirst.conf import doctor


@pytest.fixture
def half(settings: Any) -> None:
    """A key alone."""
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRETS = "sk_test_x", []


def test_nothing_is_missing_where_nobody_pays_by_card(settings: Any) -> None:
    settings.STRIPE_SECRET_KEY = ""
    assert readiness.stripe_is_whole() == []


def test_nothing_is_missing_where_all_is_set(half: None, settings: Any) -> None:
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_x"]
    assert readiness.stripe_is_whole() == []


def test_a_secret_and_a_library_that_are_missing_are_named(
    half: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "find_spec", lambda _: None)
    library, secret = readiness.stripe_is_whole()
    assert ("library" in library.msg, "STRIPE_WEBHOOK_SECRETS" in secret.msg) == (True, True)


@pytest.mark.django_db
def test_the_doctor_and_the_log_of_a_starting_process_say_it(
    half: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    apps.get_app_config("billing").ready()
    assert "STRIPE_WEBHOOK_SECRETS" in caplog.text
    monkeypatch.setenv("STANDFIRST_MODE", "test")
    found = doctor.settings()
    assert (found.well, "STRIPE_WEBHOOK_SECRETS" in found.advice) == (False, True)
