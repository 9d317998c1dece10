"""Reads of the reports of something unlawful."""

from collections.abc import Iterable

from standfirst.apps.moderation.models import CaseFile
from standfirst.apps.moderation.rules.cases import OPEN


def list_cases(*, only_open: bool, limit: int) -> list[CaseFile]:
    """Those that wait and are under review, the oldest first; or all, the newest first."""
    if only_open:
        return list(CaseFile.objects.filter(state__in=OPEN)[:limit])
    return list(CaseFile.objects.order_by("-opened_at", "-pk")[:limit])


def find_case(*, number: int) -> CaseFile | None:
    """With its history."""
    return CaseFile.objects.prefetch_related("entries").filter(pk=number).first()


def cases_about(*, subject_kind: str, subject_ids: Iterable[int]) -> dict[int, list[CaseFile]]:
    """Those about each of some texts."""
    found: dict[int, list[CaseFile]] = {}
    for case in CaseFile.objects.filter(subject_kind=subject_kind, subject_id__in=list(subject_ids)):
        found.setdefault(case.subject_id, []).append(case)
    return found


def count_open_cases() -> int:
    """How many wait or are under review."""
    return CaseFile.objects.filter(state__in=OPEN).count()
