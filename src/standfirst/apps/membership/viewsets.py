"""Plans, prices and promotion codes at the desk."""

from typing import ClassVar

from wagtail.admin.panels import FieldPanel, FieldRowPanel, TitleFieldPanel
from wagtail.admin.widgets.slug import SlugInput
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from standfirst.apps.membership.models import Institution, Plan, Price, PromotionCode


class PlanViewSet(SnippetViewSet):
    """What readers can subscribe to."""

    model = Plan
    icon = "tag"
    menu_label = "Plans"
    panels: ClassVar = [
        TitleFieldPanel("name", placeholder=False),
        FieldPanel("slug", widget=SlugInput(attrs={"data-w-slug-allow-unicode-value": "false"})),
        *(FieldPanel(name) for name in ("blurb", "for_whom", "opens", "group", "seats")),
        FieldRowPanel([FieldPanel("position"), FieldPanel("on_sale")], heading="On the page of plans"),
    ]
    list_display = ("name", "seats", "on_sale", "position")


class PriceViewSet(SnippetViewSet):
    """What the plans cost."""

    model = Price
    icon = "tag"
    menu_label = "Prices"
    panels: ClassVar = [
        FieldPanel("plan"),
        FieldRowPanel(
            [FieldPanel("amount"), FieldPanel("currency"), FieldPanel("interval")], heading="Price"
        ),
        FieldRowPanel([FieldPanel("trial_days"), FieldPanel("on_sale")], heading="On the page of plans"),
        FieldPanel("outside_ref"),
    ]
    list_display = ("plan", "interval", "amount", "currency", "trial_days", "on_sale")
    list_filter = ("plan", "interval", "currency", "on_sale")


class PromotionCodeViewSet(SnippetViewSet):
    """Words that make a subscription cheaper."""

    model = PromotionCode
    icon = "key"
    menu_label = "Promotion codes"
    panels: ClassVar = [
        FieldPanel("code"),
        FieldPanel("note"),
        FieldRowPanel(
            [FieldPanel("percent_off"), FieldPanel("amount_off"), FieldPanel("currency")], heading="Takes off"
        ),
        FieldPanel("lasts"),
        FieldRowPanel(
            [FieldPanel("most"), FieldPanel("until"), FieldPanel("in_force")], heading="How often, until when"
        ),
        FieldPanel("plans"),
    ]
    list_display = ("code", "note", "lasts", "used", "most", "until", "in_force")


class InstitutionViewSet(SnippetViewSet):
    """Universities, libraries and firms whose people read everything."""

    model = Institution
    icon = "site"
    menu_label = "Institutions"
    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("plan"),
        FieldRowPanel(
            [FieldPanel("starts_at"), FieldPanel("ends_at"), FieldPanel("in_force")], heading="From, until"
        ),
        FieldPanel("domains"),
        FieldPanel("networks"),
        FieldPanel("private_networks"),
        FieldPanel("note"),
    ]
    list_display = ("name", "plan", "starts_at", "ends_at", "in_force")
    search_fields = ("name",)


class OfferGroup(SnippetViewSetGroup):
    """All that is on sale."""

    items = (PlanViewSet, PriceViewSet, PromotionCodeViewSet, InstitutionViewSet)
    menu_label = "Plans"
    menu_icon = "tag"
    menu_order = 610
    add_to_admin_menu = True


def register() -> None:
    """Put them on the desk."""
    register_snippet(OfferGroup)
