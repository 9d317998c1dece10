"""Files as other systems give them out, with invented people in them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One comment of such a file. `state` is out, waiting, spam or deleted."""

    id: str
    html: str = "<p>A word.</p>"
    parent: str = ""
    name: str = "Mira Elsewhere"
    email: str = "mira@elsewhere.example"
    has_account: bool = True
    state: str = "out"
    at: str = "2024-05-01T10:00:00Z"
    page: str = "1"


DISQUS_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<disqus xmlns="http://disqus.com" '
    'xmlns:dsq="http://disqus.com/disqus-internals">'
)


def disqus(said: Iterable[Said], pages: dict[str, str]) -> bytes:
    threads = "".join(
        f"<thread dsq:id={quoteattr(key)}><id/><forum>house</forum><link>{escape(link)}</link></thread>"
        for key, link in pages.items()
    )
    return f"{DISQUS_HEAD}{threads}{''.join(map(_post, said))}</disqus>".encode()


def _post(one: Said) -> str:
    parent = f"<parent dsq:id={quoteattr(one.parent)}/>" if one.parent else ""
    return (
        f"<post dsq:id={quoteattr(one.id)}><id/><message><![CDATA[{one.html}]]></message><createdAt>{one.at}</createdAt>"
        f"<isDeleted>{str(one.state == 'deleted').lower()}</isDeleted><isSpam>{str(one.state == 'spam').lower()}</isSpam>"
        f"<isApproved>{str(one.state != 'waiting').lower()}</isApproved>"
        f"<author><email>{escape(one.email)}</email><name>{escape(one.name)}</name>"
        f"<isAnonymous>{str(not one.has_account).lower()}</isAnonymous></author>"
        f"<thread dsq:id={quoteattr(one.page)}/>{parent}</post>"
    )


_APPROVED = {"out": "1", "waiting": "0", "spam": "spam", "deleted": "trash"}


def wordpress(said: Iterable[Said], pages: dict[str, str]) -> bytes:
    all_said = list(said)
    items = "".join(
        f"<item><title>A story</title><link>{escape(link)}</link>"
        + "".join(_wp_comment(one) for one in all_said if one.page == key)
        + "</item>"
        for key, link in pages.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" ?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/">'
        f"<channel><link>https://blog.example</link>{items}</channel></rss>"
    ).encode()


def _wp_comment(one: Said) -> str:
    at = one.at.replace("T", " ").replace("Z", "")
    return (
        f"<wp:comment><wp:comment_id>{one.id}</wp:comment_id><wp:comment_author><![CDATA[{one.name}]]></wp:comment_author>"
        f"<wp:comment_author_email>{escape(one.email)}</wp:comment_author_email><wp:comment_date>{at}</wp:comment_date>"
        f"<wp:comment_date_gmt>{at}</wp:comment_date_gmt><wp:comment_content><![CDATA[{one.html}]]></wp:comment_content>"
        f"<wp:comment_approved>{_APPROVED[one.state]}</wp:comment_approved><wp:comment_type>comment</wp:comment_type>"
        f"<wp:comment_parent>{one.parent or 0}</wp:comment_parent>"
        f"<wp:comment_user_id>{7 if one.has_account else 0}</wp:comment_user_id></wp:comment>"
    )


_STATUS = {"out": "APPROVED", "waiting": "PREMOD", "spam": "REJECTED", "deleted": "REJECTED"}


def coral(said: Iterable[Said], pages: dict[str, str]) -> bytes:
    """Lines, with the comments before what they speak of."""
    all_said = list(said)
    documents: list[dict[str, Any]] = [_coral_comment(one) for one in all_said]
    documents += [
        {"id": one.email, "username": one.name, "email": one.email, "emailVerified": one.has_account}
        for one in all_said
    ]
    documents += [{"id": key, "url": link} for key, link in pages.items()]
    return "\n".join(map(json.dumps, documents)).encode()


def _coral_comment(one: Said) -> dict[str, Any]:
    return {
        "id": one.id,
        "storyID": one.page,
        "parentID": one.parent or None,
        "authorID": one.email,
        "revisions": [{"body": "<div>Before.</div>"}, {"body": one.html}],
        "status": _STATUS[one.state],
        "createdAt": {"$date": one.at},
    }


WRITERS = {"disqus": disqus, "wordpress": wordpress, "coral": coral}


def exported(source: str, said: Iterable[Said], pages: dict[str, str]) -> BytesIO:
    return BytesIO(WRITERS[source](said, pages))
