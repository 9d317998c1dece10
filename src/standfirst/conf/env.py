"""Typed readers of the environment: a malformed or missing value stops the start with a sentence."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str | None = None, *, env: Mapping[str, str] = os.environ) -> str:
    """The value of `name`; without a default it must be set."""
    value = env.get(name, default)
    if value is None:
        raise ImproperlyConfigured(
            f"{name} is not set. It is required in this mode; see docs/reference/settings.md."
        )
    return value


def flag(name: str, *, default: bool, env: Mapping[str, str] = os.environ) -> bool:
    """yes/no, true/false, on/off or 1/0, in any case."""
    value = env.get(name)
    if value is None:
        return default
    if value.lower() in _TRUE:
        return True
    if value.lower() in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")


def number(name: str, default: int, *, least: int = 0, env: Mapping[str, str] = os.environ) -> int:
    """A whole number that is at least `least`."""
    value = env.get(name)
    if value is None:
        return default
    try:
        found = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from None
    if found < least:
        raise ImproperlyConfigured(f"{name} must be at least {least}, not {found}.")
    return found


def choice(name: str, default: str, *, among: Sequence[str], env: Mapping[str, str] = os.environ) -> str:
    """One of a few words, in any case."""
    value = env.get(name, default).upper()
    if value not in among:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(among)}, not {value!r}.")
    return value


def words(name: str, default: str = "", *, env: Mapping[str, str] = os.environ) -> list[str]:
    """A list written with commas or spaces."""
    return [word for word in env.get(name, default).replace(",", " ").split() if word]


def secret(name: str, *, least: int = 32, env: Mapping[str, str] = os.environ) -> str:
    """The value of `name`, or the contents of the file that `name`_FILE points to; never short."""
    path = env.get(f"{name}_FILE")
    if path:
        try:
            value = Path(path).read_text().strip()
        except OSError as problem:
            raise ImproperlyConfigured(f"{name}_FILE cannot be read: {problem.strerror}.") from None
    else:
        value = text(name, env=env)
    if len(value) < least:
        raise ImproperlyConfigured(f"{name} is too short: it needs at least {least} characters.")
    return value


def optional_secret(name: str, *, least: int = 16, env: Mapping[str, str] = os.environ) -> str:
    """As `secret`, or empty where neither the value nor its file is given."""
    if not env.get(name) and not env.get(f"{name}_FILE"):
        return ""
    return secret(name, least=least, env=env)


def secret_words(name: str, *, least: int = 16, env: Mapping[str, str] = os.environ) -> list[str]:
    """A list as `words`, or from the file that `name`_FILE points to; none of them short."""
    found = optional_secret(name, least=1, env=env).replace(",", " ").split()
    if any(len(word) < least for word in found):
        raise ImproperlyConfigured(
            f"{name} holds a secret that is too short: each needs at least {least} characters."
        )
    return found


def origin(name: str, default: str | None = None, *, env: Mapping[str, str] = os.environ) -> str:
    """A web address without path, such as https://review.example."""
    return _origin(name, text(name, default, env=env))


def origins(name: str, *, env: Mapping[str, str] = os.environ) -> list[str]:
    """Several of them, written with commas or spaces."""
    return [_origin(name, value) for value in words(name, env=env)]


def _origin(name: str, value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ImproperlyConfigured(f"{name} must look like https://review.example, not {value!r}.")
    return value.rstrip("/")


def database(name: str = "DATABASE_URL", *, env: Mapping[str, str] = os.environ) -> dict[str, object]:
    """Django's settings for a PostgreSQL address: postgresql://user:password@host:port/name?host=/socket&sslmode=…"""
    parts = urlsplit(text(name, env=env))
    if parts.scheme not in {"postgresql", "postgres"} or len(parts.path) < 2 or not _has_good_port(parts):
        raise ImproperlyConfigured(f"{name} must look like postgresql://user:password@host:5432/name.")
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    socket = options.pop("host", "")
    # Without it a server that has vanished from the network holds a page for minutes.
    options.setdefault("connect_timeout", "5")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": socket or parts.hostname or "",
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def _has_good_port(parts: SplitResult) -> bool:
    try:
        return parts.port != 0
    except ValueError:
        return False
