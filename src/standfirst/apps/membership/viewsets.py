"""Plans at the desk."""

from typing import ClassVar

from wagtail.admin.panels import FieldPanel, FieldRowPanel, TitleFieldPanel
from wagtail.admin.widgets.slug import SlugInput
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
    panels: ClassVar = [
        TitleFieldPanel("name", classname="", placeholder=False),
        FieldPanel("slug", widget=SlugInput(attrs={"data-w-slug-allow-unicode-value": "false"})),
        *(FieldPanel(name) for name in ("blurb", "opens", "group")),
        FieldRowPanel([FieldPanel("currency"), FieldPanel("monthly"), FieldPanel("yearly")], heading="Price"),
        FieldRowPanel([FieldPanel("position"), FieldPanel("on_sale")], heading="On the page of plans"),
    ]
    list_display = ("name", "monthly", "yearly", "currency", "on_sale", "position")


def register() -> None:
    """Put the plans on the desk."""
    register_snippet(PlanViewSet)
