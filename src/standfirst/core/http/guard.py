"""Takes the person out of a request for as long as a shared page is made."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from django.http import HttpRequest

PERSONAL = ("user", "auser", "session", "_messages", "COOKIES", "csp_nonce")
_DERIVED = ("headers", "accepted_types")  # made from META on first use
_KEPT_HEADERS = {"HTTP_HOST"}
_CSRF_KEYS = {"CSRF_COOKIE", "CSRF_COOKIE_NEEDS_UPDATE"}


class TouchedPersonalData(Exception):
    """A shared page looked at the person it is made for; it would be shown to others."""


class Withheld:
    """Stands where personal data was. Passing it on is harmless, looking into it raises.

    Templates swallow exceptions inside `{% if %}`, so it also writes down that it was touched.
    """

    __slots__ = ("_name", "_touches")

    def __init__(self, name: str, touches: list[str]) -> None:
        object.__setattr__(self, "_name", name)
        object.__setattr__(self, "_touches", touches)

    def __getattr__(self, attribute: str) -> NoReturn:
        _refuse(object.__getattribute__(self, "_touches"), object.__getattribute__(self, "_name"))

    def _touch(self, *_: object) -> NoReturn:
        _refuse(object.__getattribute__(self, "_touches"), object.__getattribute__(self, "_name"))

    __setattr__ = __delattr__ = __getitem__ = __setitem__ = __delitem__ = __contains__ = _touch
    __iter__ = __len__ = __bool__ = __eq__ = __ne__ = __lt__ = __str__ = __hash__ = _touch  # type: ignore[assignment]


class BareMeta(dict[str, Any]):
    """META without the client's headers; asking for the CSRF cookie, as making a token does, raises."""

    def __init__(self, meta: dict[str, Any], touches: list[str]) -> None:
        super().__init__({k: v for k, v in meta.items() if k in _KEPT_HEADERS or not _is_of_the_client(k)})
        self._touches = touches

    def __contains__(self, key: object) -> bool:
        if key in _CSRF_KEYS:
            _refuse(self._touches, "the CSRF token")
        return super().__contains__(key)


def _is_of_the_client(key: str) -> bool:
    return key.startswith(("HTTP_", "REMOTE_")) or key in _CSRF_KEYS


def _refuse(touches: list[str], name: str) -> NoReturn:
    touches.append(name)
    raise TouchedPersonalData(
        f"a shared page touched {name}; put what is personal into a fragment of its own"
    )


@contextmanager
def without_a_person(request: HttpRequest) -> Iterator[None]:
    """Within, touching user, session, messages, cookies or the CSRF token raises TouchedPersonalData.

    Afterwards everything is back in its place, and an untouched session is still untouched.
    """
    inside = vars(request)
    saved = {name: inside.pop(name) for name in (*PERSONAL, *_DERIVED, "META") if name in inside}
    touches: list[str] = []
    inside.update({name: Withheld(f"request.{name}", touches) for name in PERSONAL})
    inside["META"] = BareMeta(saved["META"], touches)
    try:
        yield
    finally:
        for name in (*PERSONAL, *_DERIVED):
            inside.pop(name, None)
        inside.update(saved)
    if touches:
        raise TouchedPersonalData(f"a shared page touched {', '.join(sorted(set(touches)))}")
