"""Choose the editors' picks."""

from standfirst.apps.editorial.models import FrontPage, FrontPick, SectionPage, SectionPick


def set_front_picks(*, lead_id: int | None, article_ids: list[int], chosen_by: str) -> None:
    """The lead and the picks of the whole site, in this order, until they are changed."""
    front = FrontPage.objects.get()
    front.lead_id = lead_id
    front.picks_chosen_by = chosen_by
    front.picks.set([FrontPick(article_id=pk, sort_order=place) for place, pk in enumerate(article_ids)])
    front.save_revision().publish()


def set_section_picks(*, section_id: int, article_ids: list[int]) -> None:
    """The picks of one section, in this order, until they are changed."""
    section = SectionPage.objects.get(pk=section_id)
    section.picks.set([SectionPick(article_id=pk, sort_order=place) for place, pk in enumerate(article_ids)])
    section.save_revision().publish()
