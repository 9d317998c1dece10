"""What the desk may not do with a newsletter's page."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from standfirst.apps.newsletters.queries.kept import kept_below


@hooks.register("before_delete_page")  # type: ignore[untyped-decorator]
def keep_newsletters(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Nor the pages above it. Whoever asks is told why, and how it is hidden."""
    return _refusal(request, [page])


@hooks.register("before_bulk_action")  # type: ignore[untyped-decorator]
def keep_newsletters_among(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """The same where many are chosen: none of them is deleted then."""
    is_deleting_pages = action_type == "delete" and issubclass(action.model, Page)
    return _refusal(request, objects) if is_deleting_pages else None


def _refusal(request: HttpRequest, pages: Iterable[Page]) -> HttpResponse | None:
    names = sorted({name for page in pages for name in kept_below(page)})
    if not names:
        return None
    quoted = ", ".join(f"“{name}”" for name in names)
    messages.error(
        request,
        f"{quoted} cannot be deleted: the evidence of who has signed up and the books of what was sent are kept. "
        "Take away “Taking sign-ups” to hide a newsletter.",
    )
    return redirect("wagtailadmin_explore_root")
