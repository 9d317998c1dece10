"""The models and the migrations agree, and a migration asks nothing of the code of today."""

from pathlib import Path

import pytest
from django.core.management import call_command

from tests.meta.reading import SRC, apps, caught, imports_of, short, tree_of

MIGRATIONS = sorted(SRC.glob("**/migrations/0*.py"))
# What a migration's fields refer to must stay importable; keep it small.
MAY_NAME = ("standfirst.apps.", "standfirst.core.")


@pytest.mark.django_db
def test_no_migration_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    except SystemExit:
        pytest.fail(capsys.readouterr().out)


@pytest.mark.parametrize("app", apps(), ids=short)
def test_every_app_keeps_its_migrations(app: Path) -> None:
    assert (app / "migrations" / "__init__.py").exists()


def test_no_migration_calls_a_rule_or_action() -> None:
    assert caught(MIGRATIONS, calls_of_today) == {}


def calls_of_today(path: Path) -> list[str]:
    """What a migration names of ours that may change after it."""
    ours = {name for name in imports_of(tree_of(path)) if name.startswith(MAY_NAME)}
    return [name for name in ours if {"actions", "queries", "api", "rules"} & set(name.split("."))]
