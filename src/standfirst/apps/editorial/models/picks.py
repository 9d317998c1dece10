"""An editor's pick: an article in its place, for a time."""

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable


class PickQuerySet(models.QuerySet[Any]):
    """Reads of picks."""

    def standing_at(self, now: datetime) -> "PickQuerySet":
        """The picks shown at `now`, in the editors' order."""
        begun = self.filter(Q(starts_at=None) | Q(starts_at__lte=now))
        return begun.filter(Q(ends_at=None) | Q(ends_at__gt=now)).order_by("sort_order")


class Pick(Orderable):
    """One pick; without times it stands until it is taken out."""

    article = models.ForeignKey("editorial.ArticlePage", on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = PickQuerySet.as_manager()

    panels: ClassVar = [
        PageChooserPanel("article", "editorial.ArticlePage"),
        FieldPanel("starts_at"),
        FieldPanel("ends_at"),
    ]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.article)

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": "The pick must end after it begins."})
