"""Our screens in Wagtail's desk, and what of Wagtail's own they change."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from standfirst.apps.accounts.api import User
from standfirst.apps.editorial import api as editorial
from standfirst.screens.desk import urls
from standfirst.screens.desk.drafts import Drafts


class SubscriptionsItem(MenuItem):
    """Shown to those who may grant subscriptions."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("membership.add_period")


class ImportsItem(MenuItem):
    """Shown to those who make pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and editorial.works_on_pages(request.user)


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def screens() -> list[URLPattern | URLResolver]:
    """The addresses below /desk/, behind Wagtail's own door."""
    return [path("", include((urls.urlpatterns, urls.app_name), namespace=urls.app_name))]


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def subscriptions_item() -> MenuItem:
    """The way to the subscriptions desk."""
    return SubscriptionsItem("Subscriptions", reverse("desk:readers"), icon_name="group", order=600)


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def imports_item() -> MenuItem:
    """The way to the reports on imported pages."""
    return ImportsItem("Imports", reverse("desk:imports"), icon_name="download", order=350)


@hooks.register("register_page_header_buttons")  # type: ignore[untyped-decorator]
def report_button(page: Any, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From an imported article to the report on it."""
    number = editorial.import_of(article_id=page.pk) if page.pk else None
    if number is not None and page.permissions_for_user(user).can_edit():
        yield Button(
            "Import report", reverse("desk:import", args=[number]), icon_name="download", priority=70
        )


@hooks.register("construct_homepage_panels")  # type: ignore[untyped-decorator]
def drafts_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Beside Wagtail's own."""
    panels.append(Drafts())


@hooks.register("construct_page_chooser_queryset")  # type: ignore[untyped-decorator]
def choosable(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Moderators and hosts have no part in what is not published: neither in a list nor as the page it is below."""
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    above = request.resolver_match.kwargs.get("parent_page_id") if request.resolver_match else None
    if above and not editorial.pages_to_choose(Page.objects.filter(pk=above), user=user).exists():
        raise PermissionDenied
    return editorial.pages_to_choose(pages, user=user)


@hooks.register("insert_global_admin_css")  # type: ignore[untyped-decorator]
def style() -> SafeString:
    """Our name in the corner, and the reports."""
    return format_html('<link rel="stylesheet" href="{}">', static("desk/css/desk.css"))
