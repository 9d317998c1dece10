"""What follows from changing a picture or what is said of it."""

from standfirst.apps.editorial.models import Publication
from standfirst.apps.editorial.rules.tags import EVERY_PAGE, picture_tag
from standfirst.core.bus import purge


def picture_changed(*, picture_id: int) -> None:
    """The pages that show it are made anew; the publication's logo stands on every page."""
    is_logo = Publication.objects.filter(logo_id=picture_id).exists()
    purge(EVERY_PAGE if is_logo else picture_tag(picture_id))
