"""Our screens in Wagtail's desk."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from standfirst.screens.desk import urls


class SubscriptionsItem(MenuItem):
    """Shown to those who may grant subscriptions."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("membership.add_period")


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def screens() -> list[URLPattern | URLResolver]:
    """The addresses below /desk/, behind Wagtail's own door."""
    return [path("", include((urls.urlpatterns, urls.app_name), namespace=urls.app_name))]


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def subscriptions_item() -> MenuItem:
    """The way to the subscriptions desk."""
    return SubscriptionsItem("Subscriptions", reverse("desk:readers"), icon_name="group", order=600)
