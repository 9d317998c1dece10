"""Plain pages: who we are, privacy, terms, guidelines."""

from typing import ClassVar

from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from standfirst.apps.editorial.models.slugs import refuse_reserved
from standfirst.core.served import ServedByView


class PlainPage(ServedByView, Page):
    """A page of text that everybody may read."""

    view = "standfirst.apps.editorial.views.plain"

    text = RichTextField(features=["h2", "h3", "bold", "italic", "ol", "ul", "hr", "link"])

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("text")]
    show_in_menus_default = True
    parent_page_types: ClassVar = ["editorial.FrontPage", "editorial.PlainPage"]
    subpage_types: ClassVar = ["editorial.PlainPage"]

    class Meta:
        verbose_name = "plain page"

    def clean(self) -> None:
        super().clean()
        refuse_reserved(self.slug, depth=self.depth)
