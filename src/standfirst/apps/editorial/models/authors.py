"""Authors and the page on which they are listed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, TitleFieldPanel
from wagtail.models import Orderable, Page

from standfirst.core.served import ServedByView


class AuthorIndexPage(ServedByView, Page):
    """All authors."""

    view = "standfirst.apps.editorial.views.author_index"

    max_count = 1
    parent_page_types: ClassVar = ["editorial.FrontPage"]
    subpage_types: ClassVar = ["editorial.AuthorPage"]

    class Meta:
        verbose_name = "authors"


class AuthorPage(ServedByView, Page):
    """A person who writes; `title` is the name."""

    view = "standfirst.apps.editorial.views.author"

    role = models.CharField(max_length=120, blank=True, help_text="Such as “maritime correspondent”.")
    biography = models.TextField(blank=True)
    portrait = models.ForeignKey(
        "editorial.Picture", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="account",
        limit_choices_to={"groups__isnull": False},
        help_text="With which they comment; their comments under their own articles are marked.",
    )

    content_panels: ClassVar = [
        TitleFieldPanel("title", heading="Name", placeholder="Name"),
        FieldPanel("role"),
        FieldPanel("reader"),
        FieldPanel("biography"),
        FieldPanel("portrait"),
        InlinePanel("handles", label="Handle"),
    ]
    parent_page_types: ClassVar = ["editorial.AuthorIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "author"


class SocialHandle(Orderable):
    """Where else an author can be followed."""

    author = ParentalKey(AuthorPage, on_delete=models.CASCADE, related_name="handles")
    handle = models.CharField(max_length=80, help_text="As it is written, such as @nadiafarrow.")
    address = models.URLField(blank=True, help_text="Its page, if it has one.")

    panels: ClassVar = [FieldPanel("handle"), FieldPanel("address")]

    def __str__(self) -> str:
        return self.handle
