"""The demo's secrets: drawn once, kept in its data folder, readable by its owner only."""

import os
import secrets
from pathlib import Path

NAMES = ("SECRET_KEY", "PASS_KEY")


class Refused(Exception):
    """The file of secrets is not as it should be; the text says what to do."""


def exist(data: Path) -> bool:
    return (data / "secrets").exists()


def kept_in(data: Path) -> dict[str, str]:
    """The secrets of this folder, drawn when there are none. Raises Refused."""
    path = data / "secrets"
    if not path.exists():
        _draw(path)
    if path.stat().st_mode & 0o077:
        raise Refused(f"{path} can be read by others: chmod 600 it, or delete it to draw new ones.")
    found = dict(line.split("=", 1) for line in path.read_text().splitlines() if "=" in line)
    if not all(len(found.get(name, "")) >= 32 for name in NAMES):
        raise Refused(f"{path} is damaged: delete it to draw new secrets; everybody signs in again.")
    return {name: found[name] for name in NAMES}


def _draw(path: Path) -> None:
    """Whole or not at all: written beside its place, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"secrets.{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.writelines(f"{name}={secrets.token_urlsafe(48)}\n" for name in NAMES)
    fresh.rename(path)
