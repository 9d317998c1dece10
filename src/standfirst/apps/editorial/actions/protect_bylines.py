"""Readers may not look like an author or like the publication: their names are protected with every saving."""

from datetime import datetime

from standfirst.apps.accounts import api as accounts
from standfirst.apps.editorial.models import AuthorPage, Publication


def protect_author(*, author: AuthorPage, now: datetime) -> None:
    """Published or not: a byline names authors whose page is not."""
    accounts.protect_names(holder="author", source=f"author:{author.pk}", names=[author.title], now=now)


def protect_publication(*, publication: Publication, now: datetime) -> None:
    """Its name, and the nameplate's words where they are more than one."""
    nameplate = " ".join(publication.nameplate)
    accounts.protect_names(
        holder="publication",
        source=f"publication:{publication.pk}",
        names=[publication.name, nameplate],
        now=now,
    )
