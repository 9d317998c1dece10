"""The least page that Wagtail's documentation would have one write."""

from wagtail.fields import RichTextField
from wagtail.models import Page


class BarePage(Page):
    """A title and one rich text, served by Wagtail's own view."""

    text = RichTextField(blank=True)

    template = "bare/bare_page.html"
