"""What every letter of the desk may say."""

from typing import Any

from django.conf import settings

from standfirst.apps.editorial import api as editorial


def about() -> dict[str, Any]:
    """Who writes."""
    publication = editorial.get_publication()
    return {
        "publication_name": publication.name,
        "contact": publication.contact,
        "origin": settings.ORIGIN,
    }
