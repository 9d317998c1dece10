"""The front page of the publication."""

from typing import ClassVar

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.models import Page

from standfirst.apps.editorial.models.picks import Pick
from standfirst.core.served import ServedByView


class FrontPick(Pick):
    """A pick for the whole site."""

    page = ParentalKey("editorial.FrontPage", on_delete=models.CASCADE, related_name="picks")


class FrontPage(ServedByView, Page):
    """What a reader sees first: the lead, the picks, the latest, the sections."""

    view = "standfirst.screens.site.views.front_page"

    lead = models.ForeignKey(
        "editorial.ArticlePage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Empty: the newest article with a picture.",
    )
    picks_chosen_by = models.CharField(max_length=80, blank=True, help_text="Shown beside the picks.")

    content_panels: ClassVar = [
        *Page.content_panels,
        PageChooserPanel("lead", "editorial.ArticlePage"),
        FieldPanel("picks_chosen_by"),
        InlinePanel("picks", heading="Editors’ picks", label="Pick"),
    ]
    max_count = 1
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    # What may stand below it says so itself, in its own parent_page_types; also pages of other apps.

    class Meta:
        verbose_name = "front page"
