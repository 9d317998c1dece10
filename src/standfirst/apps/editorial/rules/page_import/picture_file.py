"""Checks that the bytes of a picture are a picture that the house can keep."""

import warnings
from io import BytesIO

from PIL import Image, UnidentifiedImageError

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "GIF": ".gif", "AVIF": ".avif"}


class NotAPicture(Exception):
    """Its text is the end of a sentence that begins with what the picture is called."""


def suffix_of_picture(data: bytes) -> str:
    """The right ending of the file's name; raises NotAPicture. The picture is decoded once to be sure of it."""
    if len(data) > MOST_BYTES:
        raise NotAPicture(f"has more than {MOST_BYTES // 1024 // 1024} MB")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _decoded_suffix(data)
    except NotAPicture:
        raise
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
        OSError,
    ) as problem:
        raise NotAPicture("is no picture that can be read") from problem
    except (ValueError, SyntaxError, EOFError, MemoryError, OverflowError) as problem:
        raise NotAPicture("is a damaged picture") from problem


def _decoded_suffix(data: bytes) -> str:
    with Image.open(BytesIO(data), formats=list(SUFFIXES)) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise NotAPicture("has too many pixels")
        picture.load()
        return SUFFIXES[picture.format or ""]
