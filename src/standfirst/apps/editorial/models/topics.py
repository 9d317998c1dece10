"""Topics: what articles of several sections have in common."""

from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from standfirst.core.served import ServedByView


class TopicIndexPage(ServedByView, Page):
    """All topics."""

    view = "standfirst.apps.editorial.views.topic_index"

    max_count = 1
    parent_page_types: ClassVar = ["editorial.FrontPage"]
    subpage_types: ClassVar = ["editorial.TopicPage"]

    class Meta:
        verbose_name = "topics"


class TopicPage(ServedByView, Page):
    """A topic; articles name it."""

    view = "standfirst.apps.editorial.views.topic"

    about = models.TextField(blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("about")]
    parent_page_types: ClassVar = ["editorial.TopicIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "topic"
