"""What every screen of the account needs: the publication around it, who asks, and where they go back to."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from standfirst.apps.accounts.api import User
from standfirst.apps.editorial import api as editorial
from standfirst.core.http.addresses import safe_next
from standfirst.core.http.screens import personal_screen, viewer_of


class ReaderRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


def account_screen(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A personal screen with the publication around it."""
    return personal_screen(
        request, template, status=status, publication=editorial.get_publication(), **context
    )


def asked_next(request: HttpRequest) -> str:
    """The path that somebody came from, as far as it is one of ours; empty where none is given."""
    asked = request.POST.get("next") or request.GET.get("next")
    return safe_next(asked) if asked else ""


def next_or_hub(path: str) -> str:
    """Where to go on: there, or to the account."""
    return path or reverse("account:hub")


class PersonalScreen:
    """Gives allauth's views what our templates want."""

    request: HttpRequest

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**context)  # type: ignore[misc]
        return found | {
            "publication": editorial.get_publication(),
            "viewer": viewer_of(self.request),
            "next": asked_next(self.request),
        }
