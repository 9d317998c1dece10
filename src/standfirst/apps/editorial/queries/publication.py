"""Reads of the publication's settings and its sections."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject
from wagtail.models import Page

from standfirst.apps.editorial.models import Publication
from standfirst.apps.editorial.queries.cards import picture_columns, picture_from
from standfirst.apps.editorial.rules.cards import PlainCard, PublicationCard, SectionCard
from standfirst.apps.editorial.rules.routes import path_of
from standfirst.core.compiled import Compiled

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
    "postal_address",
)
_BESIDE = "liveindexpage"  # pages of apps above that stand in the bar, after the sections
_MENU = (
    Page.objects.live()
    .filter(show_in_menus=True, content_type__model__in=["sectionpage", "plainpage", _BESIDE])
    .order_by("path")
    .values(entry=JSONObject(kind="content_type__model", id="pk", name="title", url_path="url_path"))
)
_COLUMNS = (*_FIELDS, *picture_columns("logo"), "menu")
_PUBLICATION = Compiled(
    lambda: Publication.objects.order_by("pk").annotate(menu=ArraySubquery(_MENU)).values_list(*_COLUMNS)[:1]
)


def get_publication() -> PublicationCard:
    """Name, look, sections and plain pages, in one query."""
    row = next((dict(zip(_COLUMNS, row, strict=True)) for row in _PUBLICATION()), None) or _unset()
    found = Publication(**{field: row[field] for field in _FIELDS if field in row})
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
        postal_address=found.postal_address,
        logo=picture_from(row, "logo"),
        sections=_sections(row["menu"], kind="sectionpage"),
        beside=_sections(row["menu"], kind=_BESIDE),
        pages=_pages(row["menu"]),
    )


def _unset() -> dict[str, Any]:
    """Before anybody has saved the settings there is only the tree."""
    return {"logo_id": None, "menu": list(_MENU.values_list("entry", flat=True))}


def _sections(menu: Iterable[Mapping[str, Any]], *, kind: str) -> tuple[SectionCard, ...]:
    """The live ones of a kind that are shown in menus, in the tree's order."""
    return tuple(
        SectionCard(id=each["id"], name=each["name"], url=path_of(each["url_path"]))
        for each in menu
        if each["kind"] == kind
    )


def _pages(menu: Iterable[Mapping[str, Any]]) -> tuple[PlainCard, ...]:
    """The live plain pages that are shown in menus, in the tree's order."""
    return tuple(
        PlainCard(name=each["name"], url=path_of(each["url_path"]))
        for each in menu
        if each["kind"] == "plainpage"
    )
