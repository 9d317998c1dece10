"""Plans at the desk."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from standfirst.apps.membership.models import Plan


class PlanViewSet(SnippetViewSet):
    """What readers can subscribe to."""

    model = Plan
    icon = "tag"
    menu_label = "Plans"
    menu_order = 610
    add_to_admin_menu = True
    list_display = ("name", "monthly", "yearly", "currency", "on_sale", "position")


def register() -> None:
    """Put the plans on the desk."""
    register_snippet(PlanViewSet)
