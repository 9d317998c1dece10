"""`standfirst index`: write the readers' search index anew."""

from typing import Any

from django.core.management.base import BaseCommand

from standfirst.apps.editorial.actions.index_article import index_article
from standfirst.apps.editorial.models import ArticlePage
from standfirst.apps.editorial.queries.publication import get_publication
from standfirst.apps.editorial.rules.languages import search_configuration


class Command(BaseCommand):
    """Needed after a change of the publication's language."""

    help = "Write the readers' search index anew for every live article."

    def handle(self, *args: Any, **options: Any) -> None:
        configuration = search_configuration(get_publication().language)
        articles = ArticlePage.objects.live().order_by("pk")
        total = articles.count()
        for done, article in enumerate(articles.iterator(chunk_size=200), start=1):
            index_article(article=article, configuration=configuration)
            if done % 100 == 0 or done == total:
                self.stderr.write(f"{done} of {total} articles", ending="\r" if done < total else "\n")
