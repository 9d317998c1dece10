"""Pages that were imported, so that none is imported twice, with the report on each."""

from typing import ClassVar

from django.db import models


class PageImport(models.Model):
    """One imported page. It goes with its article: a draft that was thrown away may be imported again."""

    fingerprint = models.CharField(max_length=64, unique=True)
    source = models.CharField(max_length=2000)
    report = models.JSONField()
    article = models.ForeignKey("editorial.ArticlePage", on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return self.source
