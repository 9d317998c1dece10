"""Put plans on sale."""

from typing import Any

from standfirst.apps.membership.models import Plan
from standfirst.core.db import transaction


def set_plans(*, rows: list[dict[str, Any]]) -> list[int]:
    """Plans as rows of the model's fields, by slug; their numbers in the same order."""
    with transaction():
        return [
            Plan.objects.update_or_create(slug=row["slug"], defaults={**row, "position": place})[0].pk
            for place, row in enumerate(rows)
        ]
