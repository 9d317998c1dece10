"""Which passages of an article somebody may be shown: comments travel further than the text that they quote."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from standfirst.apps.comments.rules.passages import stands_in
from standfirst.apps.editorial import api as editorial
from standfirst.apps.membership.api import may_read_whole
from standfirst.core.viewer import Standing


@dataclass(frozen=True)
class Reading:
    """One article before the eyes of one standing."""

    article: editorial.ArticleCard
    standing: Standing
    now: datetime

    def shows(self, passage: str) -> bool:
        """Whether they may read it. To who may read the whole, also what stood there earlier."""
        return may_read_whole(access=self.article.access, standing=self.standing) or self.holds(passage)

    def holds(self, passage: str) -> bool:
        """Whether it stands today in what the gate gives them."""
        return stands_in(passage, self._words)

    @cached_property
    def _words(self) -> str:
        return editorial.readable_words(article_id=self.article.id, standing=self.standing, now=self.now)
