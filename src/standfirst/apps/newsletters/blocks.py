"""The blocks of an edition. Those that fill themselves have a title, pins and a length; what fills them is a source of their kind."""

from collections.abc import Iterator
from typing import Any

from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

INLINE = ["bold", "italic", "link"]
ARTICLE = "editorial.ArticlePage"
MOST = 20


class NoteBlock(blocks.StructBlock):
    """The editor speaks."""

    text = blocks.RichTextBlock(features=INLINE)
    signed = blocks.CharBlock(
        required=False, max_length=120, help_text="Such as “Ines Ferreira, evening editor”."
    )

    class Meta:
        icon = "edit"
        label = "Editor’s note"


class StoriesBlock(blocks.StructBlock):
    """Stories that an editor has chosen, and no others."""

    title = blocks.CharBlock(required=False, max_length=120)
    pinned = blocks.ListBlock(
        blocks.PageChooserBlock(page_type=ARTICLE), min_num=1, max_num=MOST, label="Stories"
    )

    class Meta:
        icon = "list-ol"
        label = "Stories"


class FillingBlock(blocks.StructBlock):
    """A list that fills itself up: what is pinned comes first, and nothing that this newsletter had before."""

    title = blocks.CharBlock(required=False, max_length=120)
    pinned = blocks.ListBlock(
        blocks.PageChooserBlock(page_type=ARTICLE), min_num=0, max_num=MOST, default=[], required=False
    )
    most = blocks.IntegerBlock(min_value=1, max_value=MOST, default=5, label="How many")
    section = blocks.PageChooserBlock(
        page_type="editorial.SectionPage", required=False, help_text="Empty: from all sections."
    )

    class Meta:
        icon = "order"


class PicksBlock(FillingBlock):
    """What the editors have put on the front page, or at the head of a section."""

    class Meta:
        label = "Editors’ picks"
        icon = "pick"


class LatestBlock(FillingBlock):
    """The newest articles."""

    class Meta:
        label = "Latest"
        icon = "time"


class LettersBlock(blocks.StructBlock):
    """Comments that the editors have featured since the edition before."""

    title = blocks.CharBlock(required=False, max_length=120, default="Letters")
    most = blocks.IntegerBlock(min_value=1, max_value=MOST, default=2, label="How many")

    class Meta:
        icon = "comment"
        label = "Letters"


class InterviewsBlock(blocks.StructBlock):
    """The live interviews that come next, in each edition until they begin."""

    title = blocks.CharBlock(required=False, max_length=120, default="Live")
    most = blocks.IntegerBlock(min_value=1, max_value=MOST, default=1, label="How many")

    class Meta:
        icon = "calendar-alt"
        label = "Next interview"


class QuestionsBlock(blocks.StructBlock):
    """Subscribers’ questions that interviews did not come to since the edition before, those with the most votes first."""

    title = blocks.CharBlock(required=False, max_length=120, default="Asked, and not reached")
    most = blocks.IntegerBlock(min_value=1, max_value=MOST, default=3, label="How many")

    class Meta:
        icon = "help"
        label = "Questions not reached"


class PictureBlock(blocks.StructBlock):
    """A picture with its words; without words that say what is on it there is no sending it."""

    picture = ImageChooserBlock()
    alt = blocks.CharBlock(max_length=300, help_text="What is on it, for those who do not see it.")
    caption = blocks.CharBlock(required=False, max_length=400)

    class Meta:
        icon = "image"


class SponsorBlock(blocks.StructBlock):
    """What somebody has paid for, and is named as such."""

    name = blocks.CharBlock(max_length=80, help_text="Who pays.")
    title = blocks.CharBlock(required=False, max_length=120)
    text = blocks.RichTextBlock(features=INLINE)
    address = blocks.URLBlock(help_text="Where it leads: https://…")

    class Meta:
        icon = "tag"
        label = "Sponsor"


class EditionBody(blocks.StreamBlock):
    """An edition, block by block."""

    note = NoteBlock()
    stories = StoriesBlock()
    picks = PicksBlock()
    latest = LatestBlock()
    letters = LettersBlock()
    interviews = InterviewsBlock()
    questions = QuestionsBlock()
    text = blocks.RichTextBlock(features=[*INLINE, "ul", "ol"], icon="pilcrow")
    picture = PictureBlock()
    sponsor = SponsorBlock()

    class Meta:
        collapsed = False


def texts_of(block: Any) -> Iterator[str]:
    """The words of a block that were written for this edition, without markup."""
    match block.block_type:
        case "note":
            yield strip_tags(block.value["text"].source)
            yield block.value["signed"] or ""
        case "text":
            yield strip_tags(block.value.source)
        case "picture":
            yield block.value["caption"] or ""
        case "sponsor":
            yield strip_tags(block.value["text"].source)
