"""The sizes and formats in which pictures are made, and their addresses."""

from standfirst.apps.editorial.rules.cards import PictureCard

WIDTHS = (320, 640, 960, 1440, 2000)
FORMS = ("avif", "webp", "jpeg")


def widths(card: PictureCard) -> tuple[int, ...]:
    """The widths offered of a picture: none wider than it is, but always one."""
    return tuple(width for width in WIDTHS if width <= card.width) or WIDTHS[:1]


def address(card: PictureCard, *, width: int, form: str) -> str:
    """The path of one size in one format. It names the file's hash, so it never changes its content."""
    return f"/pictures/{card.id}/{card.version}/{width}.{form}"


def srcset(card: PictureCard, *, form: str) -> str:
    """All sizes in one format, as HTML wants them."""
    return ", ".join(f"{address(card, width=width, form=form)} {width}w" for width in widths(card))


def version_of(file_hash: str) -> str:
    """What stands for a file in addresses: long enough that nobody guesses it."""
    return file_hash[:16]


def filter_of(*, width: int, form: str) -> str:
    """Wagtail's filter for a size and format."""
    return f"width-{width}|format-{form}"
