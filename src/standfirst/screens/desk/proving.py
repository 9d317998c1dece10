"""Before something dangerous at the desk somebody proves once more who they are; what they had written waits for them."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponseRedirect

from standfirst.core.http.proof import ask_for_proof

KEY = "desk.written"
LONGEST = 500
_NEVER = {"csrfmiddlewaretoken", "key"}


def prove_first(request: HttpRequest, *, place: str, back: str) -> HttpResponseRedirect:
    """To the page where one proves it, and from there to `back`; the fields wait under `place`."""
    fields = {name: value[:LONGEST] for name, value in request.POST.items() if name not in _NEVER}
    request.session[KEY] = {"place": place, "fields": fields}
    return ask_for_proof(back)


def written_before(request: HttpRequest, *, about: str) -> tuple[str, Mapping[str, str]]:
    """What had been written about this, such as (“refund”, fields); shown once and nothing is done by it."""
    held = request.session.get(KEY)
    if not isinstance(held, dict):
        return "", {}
    whose, _, name = str(held.get("place", "")).rpartition(":")
    if whose != about:
        return "", {}
    del request.session[KEY]
    fields = held.get("fields")
    return name, fields if isinstance(fields, dict) else {}
