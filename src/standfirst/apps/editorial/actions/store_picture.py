"""Take a picture into the house."""

from io import BytesIO

from django.core.files.images import ImageFile

from standfirst.apps.editorial.models import Picture


def store_picture(*, name: str, data: bytes, alt: str = "", caption: str = "", credit: str = "") -> int:
    """The number of the picture. `data` is an image file."""
    file = ImageFile(BytesIO(data), name=name)
    made = Picture(title=name[:255], file=file, description=alt[:255], caption=caption, credit=credit)
    made.save()
    number: int = made.pk
    return number
