"""The blocks of an article's text."""

from collections.abc import Iterable
from copy import copy
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Model
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.images.blocks import ImageChooserBlock

from standfirst.core.players import PROVIDER_NAMES, Player, player_of

INLINE = ["bold", "italic", "link", "superscript", "subscript", "strikethrough"]


class _ReadsLittle:
    """A chooser that reads what pages show of what was chosen; Django reads the rest when the desk asks for it."""

    query: ClassVar[str]
    model_class: Any

    def bulk_to_python(self, values: Iterable[int | None]) -> list[Model | None]:
        numbers = list(values)
        found = {each.pk: each for each in self.model_class.objects.raw(self.query, [numbers])}
        return [copy(found.get(number)) for number in numbers]


class PictureChooser(_ReadsLittle, ImageChooserBlock):
    """A picture of the house; to migrations, Wagtail's own chooser."""

    query = """
        SELECT id, file_hash, width, height, description, caption, credit
        FROM editorial_picture WHERE id = ANY(%s)
    """

    def deconstruct(self) -> tuple[str, Any, Any]:
        _, args, kwargs = super().deconstruct()
        return "wagtail.images.blocks.ImageChooserBlock", args, kwargs


class ArticleChooser(_ReadsLittle, blocks.PageChooserBlock):
    """An article; to migrations, Wagtail's own chooser."""

    query = """
        SELECT page_ptr_id, id, title, url_path, live
        FROM editorial_articlepage JOIN wagtailcore_page ON id = page_ptr_id WHERE id = ANY(%s)
    """

    def deconstruct(self) -> tuple[str, Any, Any]:
        _, args, kwargs = super().deconstruct()
        return "wagtail.blocks.PageChooserBlock", args, kwargs


class PictureBlock(blocks.StructBlock):
    """A picture between the paragraphs."""

    picture = PictureChooser()
    alt = blocks.CharBlock(
        required=False, max_length=300, help_text="For those who hear the page; empty if decorative."
    )
    caption = blocks.CharBlock(required=False, max_length=400)
    credit = blocks.CharBlock(required=False, max_length=150, help_text="Empty: the picture's own credit.")

    class Meta:
        icon = "image"
        template = "editorial/blocks/picture.html"


class GalleryBlock(blocks.StructBlock):
    """Several pictures under one title."""

    title = blocks.CharBlock(required=False, max_length=120)
    pictures = blocks.ListBlock(PictureBlock(), min_num=2, max_num=30)

    class Meta:
        icon = "image"
        template = "editorial/blocks/gallery.html"


class QuotationBlock(blocks.StructBlock):
    """What somebody said, with who said it if that is known."""

    text = blocks.TextBlock()
    speaker = blocks.CharBlock(required=False, max_length=120)
    role = blocks.CharBlock(required=False, max_length=160)

    class Meta:
        icon = "openquote"
        template = "editorial/blocks/quotation.html"


class ListOfPoints(blocks.StructBlock):
    """A bulleted or numbered list."""

    ordered = blocks.BooleanBlock(required=False, label="Numbered")
    items = blocks.ListBlock(blocks.RichTextBlock(features=INLINE), min_num=1)

    class Meta:
        icon = "list-ul"
        label = "List"
        template = "editorial/blocks/list.html"


class EmbedValue(blocks.StructValue):
    """An embed that knows its player."""

    def player(self) -> Player | None:
        return player_of(self.get("url", ""))


class EmbedBlock(blocks.StructBlock):
    """A player of a provider on the list; loaded only when the reader asks for it."""

    url = blocks.URLBlock(label="Address", help_text=f"From {', '.join(PROVIDER_NAMES)}.")
    title = blocks.CharBlock(
        max_length=160, help_text="What it is, for the button and for those who hear the page."
    )

    class Meta:
        icon = "media"
        template = "editorial/blocks/embed.html"
        value_class = EmbedValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if player_of(cleaned["url"]) is None:
            fault = ValidationError(f"This address is not one of {', '.join(PROVIDER_NAMES)}.")
            raise blocks.StructBlockValidationError(block_errors={"url": fault})
        return cleaned


class RelatedBlock(blocks.StructBlock):
    """Other articles, named by the editor."""

    articles = blocks.ListBlock(ArticleChooser(page_type="editorial.ArticlePage"), min_num=1, max_num=6)

    class Meta:
        icon = "link"
        label = "Related articles"
        template = "editorial/blocks/related.html"


class GateLineBlock(blocks.StaticBlock):
    """Where the text ends for those who may not read all of it."""

    class Meta:
        icon = "lock"
        label = "Gate line"
        admin_text = "Gate line: those who may not read the whole article stop here."
        template = "editorial/blocks/divider.html"


class DividerBlock(blocks.StaticBlock):
    """A pause in the text."""

    class Meta:
        icon = "horizontalrule"
        admin_text = "A pause in the text."
        template = "editorial/blocks/divider.html"


class ArticleBody(blocks.StreamBlock):
    """The text of an article, block by block."""

    paragraph = blocks.RichTextBlock(
        features=INLINE, icon="pilcrow", template="editorial/blocks/paragraph.html"
    )
    heading = blocks.CharBlock(icon="title", max_length=160, template="editorial/blocks/heading.html")
    picture = PictureBlock()
    gallery = GalleryBlock()
    quotation = QuotationBlock()
    pull_quote = blocks.TextBlock(icon="openquote", template="editorial/blocks/pull_quote.html")
    list = ListOfPoints()
    table = TableBlock(template="editorial/blocks/table.html")
    embed = EmbedBlock()
    divider = DividerBlock()
    related = RelatedBlock()
    gate_line = GateLineBlock()

    class Meta:
        block_counts = {"gate_line": {"max_num": 1}}
        collapsed = False
