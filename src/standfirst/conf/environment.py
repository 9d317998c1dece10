"""What every command finds around it: the mode, the data folder, a demo's secrets, and a database."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from standfirst.conf import processes, secrets

MODES = ("production", "demo", "dev", "test")


def data_folder() -> Path:
    return Path(os.environ.get("DATA", ".data")).resolve()


def chosen_mode(*, default: str) -> str:
    mode = os.environ.get("STANDFIRST_MODE", default)
    if mode not in MODES:
        raise ImproperlyConfigured(f"STANDFIRST_MODE must be one of {', '.join(MODES)}, not {mode!r}.")
    return mode


def mode_of_the_data() -> str:
    """Commands beside a demo mean the demo, unless the environment carries a publication's own secrets."""
    has_own = "SECRET_KEY" in os.environ or "SECRET_KEY_FILE" in os.environ
    return "demo" if secrets.exist(data_folder()) and not has_own else "production"


@contextmanager
def prepared(*, mode: str) -> Iterator[None]:
    """The environment as Django wants it: settings module, secrets of a demo, and a database."""
    os.environ["STANDFIRST_MODE"] = mode
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"standfirst.conf.settings.{mode}")
    os.environ["DATA"] = str(data_folder())
    if mode == "demo":
        os.environ.update(secrets.kept_in(data_folder()))
    if "DATABASE_URL" in os.environ:
        yield
        return
    if os.name == "nt":
        raise ImproperlyConfigured(
            "The embedded PostgreSQL needs Linux or macOS: set DATABASE_URL, or use WSL."
        )
    from standfirst.conf.postgres import embedded  # not for Windows

    with embedded(data_folder() / "postgres") as url:
        os.environ["DATABASE_URL"] = url
        try:
            yield
        finally:
            del os.environ["DATABASE_URL"]


def port(text: str) -> int:
    number = int(text) if text.isdigit() else 0
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not {text!r}")
    return number


def known_problems() -> tuple[type[Exception], ...]:
    """Failures that explain themselves in one sentence."""
    everywhere = (ImproperlyConfigured, processes.ChildDied, processes.NeverReady, secrets.Refused)
    if os.name == "nt":
        return everywhere
    from standfirst.conf.postgres import EmbeddedProblem  # not for Windows

    return (*everywhere, EmbeddedProblem)
