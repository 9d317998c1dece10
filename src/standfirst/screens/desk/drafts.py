"""The panel of drafts on the desk's first page."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from standfirst.apps.editorial import api as editorial

MOST_SHOWN = 10


class Drafts(Component):
    """What is not published yet, for those who may change it. What waits for approval has a panel of Wagtail's."""

    name = "drafts"
    template_name = "desk/drafts.html"
    order = 220

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Wagtail gives the context of the whole page."""
        user = parent_context["request"].user
        return {"drafts": editorial.list_drafts(user=user, limit=MOST_SHOWN)}
