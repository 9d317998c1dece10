"""What the readers' search reads: the text of live articles, as far as everybody may read it and whole."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class ArticleText(models.Model):
    """The searchable text of one live article. A search looks only into the column its reader may read."""

    article = models.OneToOneField(
        "editorial.ArticlePage", on_delete=models.CASCADE, primary_key=True, related_name="text_index"
    )
    revision_id = models.BigIntegerField(null=True, help_text="The live revision whose text this is.")
    open_text = models.TextField()
    whole_text = models.TextField()
    open_vector = SearchVectorField()
    whole_vector = SearchVectorField()

    class Meta:
        indexes: ClassVar = [
            GinIndex(fields=["open_vector"], name="search_open"),
            GinIndex(fields=["whole_vector"], name="search_whole"),
        ]

    def __str__(self) -> str:
        return f"text of {self.article_id}"
