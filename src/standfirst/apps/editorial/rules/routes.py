"""Addresses that belong to the house and cannot be the slug of a page under the front page."""

RESERVED = frozenset(
    [
        "account",
        "api",
        "authors",
        "comments",
        "demo",
        "desk",
        "feed",
        "gift",
        "health",
        "join",
        "live",
        "media",
        "metrics",
        "newsletters",
        "pictures",
        "read",
        "redeem",
        "search",
        "sign-in",
        "sign-out",
        "sign-up",
        "static",
        "stream",
        "topics",
        "webhooks",
    ]
)


def path_of(url_path: str) -> str:
    """The public path of a page, from Wagtail's path that begins with the root page's own slug."""
    return "/" + url_path.lstrip("/").partition("/")[2]
