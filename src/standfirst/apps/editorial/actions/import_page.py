"""Import a saved page as a draft; the same page never makes a second one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from standfirst.apps.accounts.api import User
from standfirst.apps.editorial.actions.bring_pictures import (
    Brought,
    BytesOf,
    bring_pictures,
    from_page_alone,
    numbered,
)
from standfirst.apps.editorial.actions.hand_in_article import hand_in_article
from standfirst.apps.editorial.actions.store_picture import store_picture
from standfirst.apps.editorial.models import (
    AuthorIndexPage,
    AuthorPage,
    FrontPage,
    PageImport,
    Picture,
    SectionPage,
    SocialHandle,
)
from standfirst.apps.editorial.rules.page_import.page import ImportedAuthor, ImportedPage, PageRefused
from standfirst.apps.editorial.rules.page_import.read import read_page
from standfirst.apps.editorial.rules.page_import.report import report_of
from standfirst.apps.editorial.rules.page_import.typeset import Typeset, typeset
from standfirst.core.db import transaction

LONGEST_ROLE = 120
LONGEST_HANDLE = 80


class NoSuchSection(PageRefused):
    """There is no place for the article."""


class DoesNotFit(PageRefused):
    """The desk would refuse the article as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """`is_new` is false when the page had been imported before: then nothing was changed."""

    article_id: int
    headline: str
    is_new: bool
    report: dict[str, Any]


def import_page(
    *,
    data: bytes,
    name: str,
    by: User | None,
    now: datetime,
    section: str = "",
    address: str = "",
    bytes_of: BytesOf = from_page_alone,
) -> Imported:
    """`section` is its slug or name, empty: what the page says. `address`: where it was fetched.

    Raises PageRefused with one sentence; then nothing is kept. Pictures are fetched before the transaction opens.
    """
    page = read_page(data, name=name, address=address)
    earlier = _earlier(page)
    if earlier is not None:
        return earlier
    _find_section(section, page)
    brought = bring_pictures(page, bytes_of=bytes_of)
    files: list[Any] = []
    try:
        with transaction():
            FrontPage.objects.select_for_update().first()  # one import after the other: the tree is shared
            return _earlier(page) or _hand_in(
                page, brought, files, name=name, by=by, now=now, section=section
            )
    except BaseException as problem:
        _throw_away(files)
        if isinstance(problem, ValidationError):
            raise DoesNotFit(f"{name} does not fit an article: {' '.join(problem.messages)}") from problem
        raise


def _earlier(page: ImportedPage) -> Imported | None:
    found = PageImport.objects.select_related("article").filter(fingerprint=page.fingerprint).first()
    if found is None:
        return None
    return Imported(
        article_id=found.article_id, headline=found.article.draft_title, is_new=False, report=found.report
    )


def _hand_in(
    page: ImportedPage,
    brought: Brought,
    files: list[Any],
    *,
    name: str,
    by: User | None,
    now: datetime,
    section: str,
) -> Imported:
    home, notes = _find_section(section, page)
    made = _typeset(page, brought, files, now=now)
    article = hand_in_article(section_id=home.pk, draft=made.draft, owner_id=by.pk if by else None)
    report = report_of(page, look_at=[*notes, *made.look_at, *brought.look_at])
    PageImport.objects.create(
        fingerprint=page.fingerprint, source=name[:2000], report=report, article=article, created_at=now
    )
    return Imported(article_id=article.pk, headline=article.title, is_new=True, report=report)


def _typeset(page: ImportedPage, brought: Brought, files: list[Any], *, now: datetime) -> Typeset:
    def store(name: str, data: bytes) -> int:
        number = store_picture(name=name, data=data)
        files.append(Picture.objects.get(pk=number).file)
        return number

    pictures = numbered(brought, store, stem=slugify(page.headline)[:60] or "picture")
    author_ids = tuple(dict.fromkeys(_author(author).pk for author in page.authors))
    return typeset(page, author_ids=author_ids, pictures=pictures, now=now)


def _find_section(wanted: str, page: ImportedPage) -> tuple[SectionPage, list[str]]:
    sections = {found: found for found in SectionPage.objects.order_by("path")}
    if not sections:
        raise NoSuchSection("There is no section yet: make one at the desk, then import again.")
    named = _named(list(sections), wanted or page.section_hint)
    if wanted and named is None:
        names = ", ".join(found.slug for found in sections)
        raise NoSuchSection(f"There is no section “{wanted}”; there are: {names}.")
    if named is not None:
        return named, []
    first = next(iter(sections))
    return first, [f"The section is a guess: the article is in {first.title}."]


def _named(sections: list[SectionPage], wanted: str) -> SectionPage | None:
    wanted = wanted.casefold()
    return next(
        (found for found in sections if wanted in {found.slug.casefold(), found.title.casefold()}), None
    )


def _author(author: ImportedAuthor) -> AuthorPage:
    """The author of that name, or a new page that nobody sees until the desk publishes it."""
    there: AuthorPage | None = (
        AuthorPage.objects.filter(title__iexact=author.name).order_by("-live", "pk").first()
    )
    return there or _new_author(author)


def _new_author(author: ImportedAuthor) -> AuthorPage:
    is_role = 0 < len(author.about) <= LONGEST_ROLE and not author.about.startswith(author.name)
    page = AuthorPage(
        title=author.name[:255],
        slug=_free_slug(author.name),
        role=author.about if is_role else "",
        biography="" if is_role else author.about,
        live=False,
    )
    if author.handle:
        page.handles.set([SocialHandle(handle=author.handle[:LONGEST_HANDLE])])
    made: AuthorPage = AuthorIndexPage.objects.get().add_child(instance=page)
    made.save_revision()
    return made


def _free_slug(name: str) -> str:
    wanted = slugify(name)[:200] or "author"
    taken = set(AuthorPage.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered_slugs = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(slug for slug in numbered_slugs if slug not in taken)


def _throw_away(files: list[Any]) -> None:
    """Files know nothing of transactions."""
    for file in files:
        file.storage.delete(file.name)
