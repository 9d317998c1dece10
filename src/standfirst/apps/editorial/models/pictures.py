"""Pictures and the sizes made of them."""

from typing import Any, ClassVar

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Picture(AbstractImage):
    """A picture of the house: `description` is its alternative text, `credit` who made it."""

    caption = models.CharField(max_length=400, blank=True)
    credit = models.CharField(max_length=150, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "caption", "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = "picture"
        permissions: ClassVar = [("choose_image", "Can choose picture")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.file_hash:
            self._set_image_file_metadata()
        super().save(*args, **kwargs)


class PictureRendition(AbstractRendition):
    """One size and format of a picture."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_a_filter"
            )
        ]
