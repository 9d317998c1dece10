"""Sections: where articles live."""

from typing import ClassVar

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Page

from standfirst.apps.editorial.models.picks import Pick
from standfirst.apps.editorial.models.slugs import refuse_reserved
from standfirst.core.served import ServedByView


class SectionPick(Pick):
    """A pick for one section."""

    page = ParentalKey("editorial.SectionPage", on_delete=models.CASCADE, related_name="picks")


class SectionPage(ServedByView, Page):
    """A section, with its articles below it."""

    view = "standfirst.apps.editorial.views.section"

    about = models.TextField(blank=True, help_text="What this section is, in a sentence or two.")

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("about"),
        InlinePanel("picks", heading="Editors’ picks", label="Pick"),
    ]
    show_in_menus_default = True
    parent_page_types: ClassVar = ["editorial.FrontPage"]
    subpage_types: ClassVar = ["editorial.ArticlePage"]

    class Meta:
        verbose_name = "section"

    def clean(self) -> None:
        super().clean()
        refuse_reserved(self.slug, depth=self.depth)
