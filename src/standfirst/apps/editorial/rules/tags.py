"""The purge tags: what a shared page shows, so that a change purges the pages that show it and no others."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from standfirst.apps.editorial.rules.cards import ArticleCard, AuthorCard

EVERY_PAGE = "publication"  # all pages of the publication carry it
LISTS = "lists"  # what lists articles of the whole site: the front page, its feed, the maps


def article_tag(number: int) -> str:
    """What is shown of an article anywhere."""
    return f"article:{number}"


def author_tag(number: int) -> str:
    """Name, portrait and biography of an author."""
    return f"author:{number}"


def topic_tag(number: int) -> str:
    """Name and description of a topic."""
    return f"topic:{number}"


def picture_tag(number: int) -> str:
    """A picture and what is said of it."""
    return f"picture:{number}"


def page_tag(number: int) -> str:
    """A page of the tree that is none of these."""
    return f"page:{number}"


def works_in(section: int) -> str:
    """Which articles a section has; an article's neighbours are some of them."""
    return f"section:{section}"


def works_by(author: int) -> str:
    """Which articles an author has written."""
    return f"by:{author}"


def works_on(topic: int) -> str:
    """Which articles a topic has."""
    return f"on:{topic}"


def tags_of_cards(cards: Iterable[ArticleCard]) -> set[str]:
    """For a page that shows these articles in a list."""
    return {tag for card in cards for tag in _of_card(card)}


def tags_of_authors(authors: Iterable[AuthorCard]) -> set[str]:
    """For a page that shows these authors."""
    return {tag for author in authors for tag in _of_author(author)}


def tags_of_blocks(blocks: Iterable[Any]) -> set[str]:
    """For a page with these blocks of a text: their pictures, and the articles that they name."""
    return {tag for block in blocks for tag in _of_block(block)}


def _of_card(card: ArticleCard) -> Iterator[str]:
    yield article_tag(card.id)
    if card.picture:
        yield picture_tag(card.picture.id)
    yield from tags_of_authors(card.authors)


def _of_author(author: AuthorCard) -> Iterator[str]:
    yield author_tag(author.id)
    if author.portrait:
        yield picture_tag(author.portrait.id)


def _of_block(block: Any) -> Iterator[str]:
    match block.block_type:
        case "picture":
            yield from _of_chosen([block.value["picture"]], picture_tag)
        case "gallery":
            yield from _of_chosen([each["picture"] for each in block.value["pictures"]], picture_tag)
        case "related":
            yield from _of_chosen(block.value["articles"], article_tag)


def _of_chosen(chosen: Iterable[Any], tag: Callable[[int], str]) -> Iterator[str]:
    """What was deleted since is None."""
    return (tag(each.pk) for each in chosen if each is not None)
