"""Inside an app only the shelves of the design; the folders above are few as well."""

from pathlib import Path

import pytest

from tests.meta.reading import SRC, apps, files, short

SHELVES = {
    "__init__", "apps", "api", "rules", "models", "queries", "policy", "blocks", "actions", "forms", "views", "urls",
    "feeds", "tasks", "admin", "wagtail_hooks", "viewsets", "management", "migrations", "templates", "static",
    "templatetags", "locale", "erasure", "export", "merging", "gateways",
}  # fmt: skip
LAYERS = {"conf", "screens", "apps", "front", "core"}
AREAS = {"site", "account", "desk", "webhooks", "ops", "demo"}
NEVER = {"utils", "helpers", "services", "signals", "misc", "common", "managers"}


def shelves_of(folder: Path) -> set[str]:
    return {path.stem for path in folder.iterdir() if not path.name.startswith("__pycache__")}


@pytest.mark.parametrize("app", apps(), ids=short)
def test_an_app_has_only_known_shelves(app: Path) -> None:
    assert shelves_of(app) - SHELVES == set()


@pytest.mark.parametrize("app", apps(), ids=short)
def test_templates_and_static_files_lie_under_the_apps_name(app: Path) -> None:
    for shelf in ("templates", "static"):
        found = {path.name for path in (app / shelf).iterdir()} if (app / shelf).exists() else set()
        assert found <= {app.name}


def test_the_layers_are_the_five_of_the_design() -> None:
    assert {path.name for path in SRC.iterdir() if path.is_dir() and path.name != "__pycache__"} <= LAYERS


def test_the_areas_of_the_screens_are_the_known_ones() -> None:
    areas = {
        path.name for path in (SRC / "screens").iterdir() if path.is_dir() and path.name != "__pycache__"
    }
    assert areas <= AREAS


def test_no_module_is_named_after_nothing() -> None:
    assert [short(path) for path in files(".py") if path.stem in NEVER] == []
