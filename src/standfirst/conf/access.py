"""Who may open what: every address of the publication has a declared access, or the build fails."""

from enum import StrEnum


class Access(StrEnum):
    """How an address answers, and so how it may be cached."""

    PUBLIC_SHARED = "public_shared"  # one page for all viewers of the same standing, kept by the front
    PUBLIC_FILE = "public_file"  # a file that never changes under its address
    PERSONAL = "personal"  # depends on who asks; private, no-store
    STAFF = "staff"  # the desk; private, no-store, rights of Wagtail's groups
    MACHINE = "machine"  # for programs: health, metrics
    DEMO = "demo"  # exists in the demo only


# A name of an address ("site:front"), or the beginning of a route with a star ("desk/*"). A name wins over a route, and
# a longer route over a shorter one.
ACCESS: dict[str, Access] = {
    "desk/*": Access.STAFF,
    "demo/*": Access.DEMO,
    "health/*": Access.MACHINE,
    "metrics": Access.MACHINE,
    "webhooks/*": Access.MACHINE,
    "wagtail_serve": Access.PUBLIC_SHARED,
    "editorial:picture": Access.PUBLIC_FILE,
    "editorial:gift": Access.PERSONAL,
    "editorial:read": Access.PERSONAL,
    "editorial:offer": Access.PERSONAL,
    "documents/*": Access.PERSONAL,
    "media": Access.STAFF,
    "site:search": Access.PERSONAL,
    "site:feed-private": Access.PERSONAL,
    "site:join": Access.PUBLIC_SHARED,
    "site:comment-counts": Access.PUBLIC_SHARED,
    "site:guidelines": Access.PUBLIC_SHARED,
    "site:guidelines-version": Access.PUBLIC_SHARED,
    "site:colours": Access.PUBLIC_SHARED,
    "site:icon": Access.PUBLIC_SHARED,
    "site:favicon": Access.PUBLIC_SHARED,
    "site:sitemap": Access.PUBLIC_SHARED,
    "site:news-sitemap": Access.PUBLIC_SHARED,
    "site:robots": Access.PUBLIC_SHARED,
    "site:feed": Access.PUBLIC_SHARED,
    "site:feed-rss": Access.PUBLIC_SHARED,
    "site:page-feed": Access.PUBLIC_SHARED,
    "site:page-feed-rss": Access.PUBLIC_SHARED,
    "sign-in/*": Access.PERSONAL,
    "sign-up/*": Access.PERSONAL,
    "sign-out/*": Access.PERSONAL,
    "account/*": Access.PERSONAL,
    "account:checkout": Access.PERSONAL,
    "account:paid": Access.PERSONAL,
    "account:gift-order": Access.PERSONAL,
    "redeem/*": Access.PERSONAL,
    "comments/*": Access.PERSONAL,
    "newsletters/*": Access.PERSONAL,
    "live/*": Access.PERSONAL,
    "live:calendar": Access.PUBLIC_SHARED,
    "live:captions": Access.PUBLIC_SHARED,
    "live:chapters": Access.PUBLIC_SHARED,
    "live:transcript-text": Access.PUBLIC_SHARED,
    "live:questions": Access.PUBLIC_SHARED,
    "live:state": Access.PUBLIC_SHARED,
    "comments:thread": Access.PUBLIC_SHARED,
    "comments:replies": Access.PUBLIC_SHARED,
    "comments:comment": Access.PUBLIC_SHARED,
    "comments:head": Access.PUBLIC_SHARED,
    "comments:new": Access.PUBLIC_SHARED,
    "comments:count": Access.PUBLIC_SHARED,
    "comments:oembed": Access.PUBLIC_SHARED,
    "desk-sign-in": Access.PERSONAL,
    "desk-password": Access.PERSONAL,
    "desk-sign-out": Access.PERSONAL,
    "static/*": Access.PUBLIC_FILE,
}


def access_of(*, name: str, route: str) -> Access | None:
    """The declared access of an address, or None where nobody has decided yet."""
    if name in ACCESS:
        return ACCESS[name]
    fitting = [key for key in ACCESS if key.endswith("*") and route.startswith(key[:-1])]
    return ACCESS[max(fitting, key=len)] if fitting else ACCESS.get(route)
