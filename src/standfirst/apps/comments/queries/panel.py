"""What stands below an article: how many comments there are, and the way to them."""

from standfirst.apps.comments.queries.ground import Ground, ground_of
from standfirst.apps.comments.rules.opening import Mode
from standfirst.apps.comments.rules.tags import SETTINGS, thread_tag
from standfirst.apps.editorial.api import ArticleCard, Below
from standfirst.apps.membership.api import may_read_whole
from standfirst.core.clock import now
from standfirst.core.viewer import Standing, Viewer

TALKS = frozenset({Mode.OPEN, Mode.PREMODERATED})


def panel_below(article: ArticleCard, viewer: Viewer) -> Below:
    """The closed panel, or where the conversation is switched off, nothing but the tags by which it comes back."""
    ground = ground_of(article, now=now())
    context = {
        "article": article,
        "head": ground.head,
        "is_hidden": ground.opening.mode is Mode.CLOSED,
        "talks": ground.opening.mode in TALKS,
        "may_read": may_read_comments(article, viewer, ground),
        "is_subscriber": viewer.standing is Standing.SUBSCRIBER,
    }
    return Below(
        template="comments/_below.html",
        context=context,
        tags=frozenset({SETTINGS, thread_tag(article.id)}),
    )


def may_read_comments(article: ArticleCard, viewer: Viewer, ground: Ground) -> bool:
    """Comments are as gated as their article, unless the publication says that everybody reads them."""
    return ground.gated_to_all or may_read_whole(access=article.access, standing=viewer.standing)
