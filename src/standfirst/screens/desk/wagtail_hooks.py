"""Our screens in Wagtail's desk, and what of Wagtail's own they change."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.api import User
from standfirst.apps.audit import api as audit
from standfirst.apps.editorial import api as editorial
from standfirst.apps.live import api as live
from standfirst.apps.newsletters.api import EditionPage, EditionState
from standfirst.core.clock import now
from standfirst.core.db import savepoint
from standfirst.core.http.proof import has_fresh_proof
from standfirst.screens.desk import urls
from standfirst.screens.desk.drafts import Drafts
from standfirst.screens.desk.moderation_menu import GuardedItem, moderation_item
from standfirst.screens.desk.proving import prove_first
from standfirst.screens.desk.waiting import Waiting

hooks.register("register_admin_menu_item", moderation_item)


class SubscriptionsItem(MenuItem):
    """Shown to those who may grant subscriptions."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("membership.add_period")


class InvoicesItem(MenuItem):
    """Shown to those who may see invoices."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("billing.view_invoice")


class WorkItem(MenuItem):
    """Shown to those who make pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and editorial.works_on_pages(request.user)


class NamesItem(MenuItem):
    """Shown to those who may decide on usernames."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.change_namereview")


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def screens() -> list[URLPattern | URLResolver]:
    """The addresses below /desk/, behind Wagtail's own door."""
    return [path("", include((urls.urlpatterns, urls.app_name), namespace=urls.app_name))]


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def subscriptions_item() -> MenuItem:
    """The way to the subscriptions desk."""
    return SubscriptionsItem("Subscriptions", reverse("desk:readers"), icon_name="group", order=600)


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def invoices_item() -> MenuItem:
    """The way to the invoices that wait for a payment."""
    return InvoicesItem("Invoices", reverse("desk:invoices"), icon_name="doc-full", order=605)


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def imports_item() -> MenuItem:
    """The way to the reports on imported pages."""
    return WorkItem("Imports", reverse("desk:imports"), icon_name="download", order=350)


@hooks.register("register_page_header_buttons")  # type: ignore[untyped-decorator]
def report_button(page: Any, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From an imported article to the report on it."""
    number = editorial.import_of(article_id=page.pk) if page.pk else None
    if number is not None and page.permissions_for_user(user).can_edit():
        yield Button(
            "Import report", reverse("desk:import", args=[number]), icon_name="download", priority=70
        )


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def editions_item() -> MenuItem:
    """The way to the editions that are coming."""
    return WorkItem("Editions", reverse("desk:editions"), icon_name="mail", order=340)


@hooks.register("register_page_header_buttons")  # type: ignore[untyped-decorator]
def edition_button(page: Any, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From an edition to its approval."""
    if isinstance(page.specific, EditionPage) and page.pk and page.permissions_for_user(user).can_edit():
        yield Button(
            "Check and approve", reverse("desk:edition", args=[page.pk]), icon_name="mail", priority=60
        )
        if page.specific.state == EditionState.GIVEN:
            address = reverse("desk:edition-report", args=[page.pk])
            yield Button("Report", address, icon_name="list-ul", priority=61)


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def live_item() -> MenuItem:
    """The way to the producer's desk."""
    return GuardedItem("Live interviews", "desk:live", right="live.change_room", icon_name="media", order=345)


@hooks.register("register_page_header_buttons")  # type: ignore[untyped-decorator]
def interview_button(page: Any, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From an interview to its desk, and to its recording once it was held."""
    room = live.room_of(interview_id=page.pk) if isinstance(page.specific, live.InterviewPage) else None
    if room is None:
        return
    if user.has_perm("live.change_room"):
        address = reverse("desk:live-room", args=[room.key])
        yield Button("Producer’s desk", address, icon_name="media", priority=60)
    if room.began_at and user.has_perm("live.change_recording"):
        yield Button("Recording", reverse("desk:recording", args=[page.pk]), icon_name="media", priority=61)


@hooks.register("before_publish_page")  # type: ignore[untyped-decorator]
def approve_instead(request: HttpRequest, page: Any) -> HttpResponse | None:
    """An edition that was not sent yet is saved, and approved on a screen that shows what that means."""
    if isinstance(page, EditionPage) and page.state != EditionState.GIVEN:
        return redirect("desk:edition", page.pk)
    return None


@hooks.register("construct_homepage_panels")  # type: ignore[untyped-decorator]
def own_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Beside Wagtail's own."""
    panels.extend([Waiting(), Drafts()])


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


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def names_item() -> MenuItem:
    """The way to the usernames that wait for a second look."""
    return NamesItem("Names", reverse("desk:names"), icon_name="user", order=610)


@hooks.register("before_create_user")  # type: ignore[untyped-decorator]
@hooks.register("before_edit_user")  # type: ignore[untyped-decorator]
@hooks.register("before_delete_user")  # type: ignore[untyped-decorator]
def prove_before_saving(request: HttpRequest, *_: Any) -> HttpResponse | None:
    """Roles and closed accounts want a fresh proof of who gives and closes them."""
    if request.method != "POST" or has_fresh_proof(request, now=now()):
        return None
    return prove_first(request, place="wagtail:user", back=request.get_full_path())


@hooks.register("before_bulk_action")  # type: ignore[untyped-decorator]
def one_by_one(request: HttpRequest, action_type: str, objects: Any, action: Any) -> None:
    """Roles, closing and deleting are not done to many users at once: what stands before one would not stand there."""
    if action.model is User:
        raise PermissionDenied


@hooks.register("after_create_user")  # type: ignore[untyped-decorator]
@hooks.register("after_edit_user")  # type: ignore[untyped-decorator]
def record_user(request: HttpRequest, user: User) -> None:
    """Who is what at the desk, and who made them so."""
    roles = ", ".join(sorted(user.groups.values_list("name", flat=True)))
    with savepoint():
        audit.record(
            action="accounts.save_user",
            actor_id=request.user.pk,
            actor="the desk",
            about=f"reader:{user.pk}",
            details={"roles": roles[:200], "everything": user.is_superuser, "open": user.is_active},
            now=now(),
        )


@hooks.register("register_user_listing_buttons")  # type: ignore[untyped-decorator]
def person_button(user: User, request_user: User) -> Iterator[Button]:
    """From the list of users to the acts that are on record."""
    if user != request_user and accounts.works_here(user) and request_user.has_perm("accounts.change_user"):
        yield Button("Address and second factor", reverse("desk:person", args=[user.pk]), icon_name="key")
