"""Reads of the publication's settings and its sections."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from standfirst.apps.editorial.models import PlainPage, Publication, SectionPage
from standfirst.apps.editorial.queries.cards import picture_card
from standfirst.apps.editorial.rules.cards import PlainCard, PublicationCard, SectionCard
from standfirst.apps.editorial.rules.routes import path_of


def get_publication() -> PublicationCard:
    """Name, look, sections and plain pages, in two queries."""
    found = Publication.objects.select_related("logo").first() or Publication()
    sections, pages = list_menu()
    return PublicationCard(
        name=found.name,
        nameplate=tuple(found.nameplate),
        strapline=found.strapline,
        language=found.language,
        right_to_left=found.right_to_left,
        imprint=found.imprint,
        contact=found.contact,
        accent_light=found.accent_light,
        accent_dark=found.accent_dark,
        gate_headline=found.gate_headline,
        gate_text=found.gate_text,
        logo=picture_card(found.logo) if found.logo else None,
        sections=sections,
        pages=pages,
    )


def list_menu() -> tuple[tuple[SectionCard, ...], tuple[PlainCard, ...]]:
    """The live sections and plain pages that are shown in menus, in the tree's order."""
    kinds = ContentType.objects.get_for_models(SectionPage, PlainPage)
    rows = Page.objects.live().filter(show_in_menus=True, content_type__in=kinds.values()).order_by("path")
    found = [
        (kind, pk, title, path_of(url_path))
        for kind, pk, title, url_path in rows.values_list("content_type_id", "pk", "title", "url_path")
    ]
    sections = tuple(
        SectionCard(id=pk, name=name, url=url)
        for kind, pk, name, url in found
        if kind == kinds[SectionPage].pk
    )
    pages = tuple(
        PlainCard(name=name, url=url) for kind, _, name, url in found if kind == kinds[PlainPage].pk
    )
    return sections, pages
