"""Reads of the publication's settings and its sections."""

from wagtail.models import Page

from standfirst.apps.editorial.models import Publication
from standfirst.apps.editorial.queries.cards import picture_columns, picture_from
from standfirst.apps.editorial.queries.compiled import Compiled
from standfirst.apps.editorial.rules.cards import PlainCard, PublicationCard, SectionCard
from standfirst.apps.editorial.rules.routes import path_of

_FIELDS = (
    "name",
    "nameplate_first",
    "nameplate_second",
    "strapline",
    "language",
    "right_to_left",
    "imprint",
    "contact",
    "accent_light",
    "accent_dark",
    "gate_headline",
    "gate_text",
    "gifts_a_month",
    "meter_for_readers",
    "meter_for_visitors",
)
_COLUMNS = (*_FIELDS, *picture_columns("logo"))
_PUBLICATION = Compiled(lambda: Publication.objects.order_by("pk").values_list(*_COLUMNS)[:1])


def get_publication() -> PublicationCard:
    """Name, look, sections and plain pages, in two queries."""
    row = next((dict(zip(_COLUMNS, row, strict=True)) for row in _PUBLICATION()), {"logo_id": None})
    found = Publication(**{field: row[field] for field in _FIELDS if field in row})
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
        gifts_a_month=found.gifts_a_month,
        meter_for_readers=found.meter_for_readers,
        meter_for_visitors=found.meter_for_visitors,
        logo=picture_from(row, "logo"),
        sections=sections,
        pages=pages,
    )


_MENU = Compiled(
    lambda: (
        Page.objects.live()
        .filter(show_in_menus=True, content_type__app_label="editorial")
        .filter(content_type__model__in=["sectionpage", "plainpage"])
        .order_by("path")
        .values_list("content_type__model", "pk", "title", "url_path")
    )
)


def list_menu() -> tuple[tuple[SectionCard, ...], tuple[PlainCard, ...]]:
    """The live sections and plain pages that are shown in menus, in the tree's order."""
    found = [(kind, pk, title, path_of(url_path)) for kind, pk, title, url_path in _MENU()]
    sections = tuple(
        SectionCard(id=pk, name=name, url=url) for kind, pk, name, url in found if kind == "sectionpage"
    )
    pages = tuple(PlainCard(name=name, url=url) for kind, _, name, url in found if kind == "plainpage")
    return sections, pages
