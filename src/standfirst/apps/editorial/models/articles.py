"""The article, its authors and its corrections."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from standfirst.apps.editorial.blocks import ArticleBody
from standfirst.apps.editorial.rules.words import count_words
from standfirst.apps.membership.api import Access, blocks_above_the_gate
from standfirst.core.served import ServedByView


class AccessChoice(models.TextChoices):
    """Who may read the whole."""

    OPEN = Access.OPEN.value, "Everybody"
    REGISTERED = Access.REGISTERED.value, "Readers with an account"
    SUBSCRIBERS = Access.SUBSCRIBERS.value, "Subscribers"


class ArticlePage(ServedByView, Page):
    """One article; `title` is the headline. Its text leaves only through the gate (`membership.api.view_of`)."""

    view = "standfirst.apps.editorial.views.article"
    preview_modes: ClassVar = [("visitor", "As a visitor"), ("subscriber", "As a subscriber")]

    short_headline = models.CharField(max_length=120, blank=True, help_text="For lists. Empty: the headline.")
    standfirst = models.TextField(
        max_length=600, help_text="The paragraph under the headline; everybody may read it."
    )
    kicker = models.CharField(
        max_length=40, blank=True, help_text="A word beside the section, such as “The long read”."
    )
    access = models.CharField(max_length=12, choices=AccessChoice.choices, default=AccessChoice.SUBSCRIBERS)
    never_metered = models.BooleanField(
        "never by the meter",
        default=False,
        help_text="Closed to those who may read some articles a month without a subscription or an account.",
    )
    section = models.ForeignKey(
        "editorial.SectionPage", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    lead_picture = models.ForeignKey(
        "editorial.Picture", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    lead_alt = models.CharField("alternative text", max_length=300, blank=True)
    lead_caption = models.CharField("caption", max_length=400, blank=True)
    lead_credit = models.CharField(
        "credit", max_length=150, blank=True, help_text="Empty: the picture's own credit."
    )
    byline_note = models.CharField(
        max_length=160, blank=True, help_text="Such as “three weeks aboard the Anselm”."
    )
    topics = ParentalManyToManyField("editorial.TopicPage", blank=True, related_name="+")
    body = StreamField(ArticleBody(), blank=True)
    published_at = models.DateTimeField(
        null=True, blank=True, help_text="Empty: the moment it is first published."
    )
    updated_at = models.DateTimeField(
        null=True, blank=True, help_text="Set it when what is said has changed."
    )
    canonical_address = models.URLField(blank=True, help_text="For pieces that first stood elsewhere.")
    word_count = models.PositiveIntegerField(default=0, editable=False)
    preview_word_count = models.PositiveIntegerField(default=0, editable=False)

    content_panels: ClassVar = [
        TitleFieldPanel("title", heading="Headline", placeholder="Headline"),
        FieldPanel("standfirst"),
        MultiFieldPanel(
            [FieldPanel("short_headline"), FieldPanel("kicker"), FieldPanel("byline_note")],
            heading="In lists and by the name",
        ),
        InlinePanel("authorships", heading="Authors", label="Author"),
        MultiFieldPanel(
            [
                FieldPanel("lead_picture"),
                FieldPanel("lead_alt"),
                FieldPanel("lead_caption"),
                FieldPanel("lead_credit"),
            ],
            heading="Lead picture",
        ),
        MultiFieldPanel(
            [FieldPanel("access"), FieldPanel("never_metered")], heading="Who may read the whole"
        ),
        FieldPanel("body"),
        FieldPanel("topics"),
        InlinePanel("corrections", label="Correction"),
    ]
    promote_panels: ClassVar = [*Page.promote_panels, FieldPanel("canonical_address")]
    settings_panels: ClassVar = [
        MultiFieldPanel([FieldPanel("published_at"), FieldPanel("updated_at")], heading="Times"),
        *Page.settings_panels,
    ]
    parent_page_types: ClassVar = ["editorial.SectionPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "article"
        indexes: ClassVar = [
            models.Index(fields=["-published_at", "-page_ptr"], name="articles_by_time"),
            models.Index(fields=["section", "-published_at", "-page_ptr"], name="articles_of_section"),
        ]

    def gated_blocks(self) -> Sequence[Any]:
        """The text, for the gate alone."""
        return list(self.body)

    def headline_in_lists(self) -> str:
        """The short headline, or the headline."""
        return self.short_headline or self.title

    def clean(self) -> None:
        super().clean()
        if self.updated_at and self.published_at and self.updated_at < self.published_at:
            raise ValidationError({"updated_at": "An article cannot be updated before it was published."})

    def save(self, *args: Any, **kwargs: Any) -> Any:
        self._note_section()
        self._note_length()
        if self.live and self.published_at is None:
            self.published_at = self.first_published_at
        return super().save(*args, **kwargs)

    def _note_section(self) -> None:
        parent = self.get_parent() if self.path else None
        if parent is not None:
            self.section_id = parent.pk

    def _note_length(self) -> None:
        blocks = self.gated_blocks()
        self.word_count = count_words(_texts(blocks))
        self.preview_word_count = count_words(_texts(blocks_above_the_gate(blocks)))


def _texts(blocks: Sequence[Any]) -> Iterator[str]:
    for block in blocks:
        yield from texts_of(block)


def texts_of(block: Any) -> Iterator[str]:
    """The readable text of one block, for counting and for the search index; pieces may hold inline HTML."""
    match block.block_type:
        case "paragraph":
            yield block.value.source
        case "heading" | "pull_quote":
            yield block.value
        case "quotation":
            yield f"{block.value['text']} {block.value['speaker'] or ''}"
        case "list":
            yield from (item.source for item in block.value["items"])
        case "table":
            yield from (str(cell) for row in block.value.get("data", []) for cell in row if cell)
        case "picture":
            yield block.value["caption"] or ""
        case "gallery":
            yield from (picture["caption"] or "" for picture in block.value["pictures"])


class Authorship(Orderable):
    """An author of an article, in the order of the byline."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="authorships")
    author = models.ForeignKey("editorial.AuthorPage", on_delete=models.CASCADE, related_name="+")

    panels: ClassVar = [PageChooserPanel("author", "editorial.AuthorPage")]

    class Meta(Orderable.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "author"], name="an_author_once_an_article"),
        ]

    def __str__(self) -> str:
        return str(self.author)


class Correction(Orderable):
    """What was wrong and is now right, with its date; shown above the text."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="corrections")
    corrected_on = models.DateField()
    text = models.TextField(help_text="What was said, and what is true.")

    panels: ClassVar = [FieldPanel("corrected_on"), FieldPanel("text")]

    def __str__(self) -> str:
        return self.text
