"""Every address of the publication, filled in from what there is; an address that nobody told how to fill is named."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.models import Group
from django.urls import URLPattern, URLResolver, get_resolver

from standfirst.apps.editorial.models import ArticlePage, Picture
from tests.publication import Publication, Text
from tests.trust.sent import sent

Values = dict[str, object]
ANGLE = re.compile(r"<(?:\w+:)?(\w+)>")
OF_A_PAGE = {"page_id", "parent_page_id", "page_to_move_id", "page_pk"}
PAGES_BY_PK = {"wagtailadmin_api:pages:detail", "wagtailadmin_api:pages:action"}
OF_THE_TREE = re.compile(r"wagtail(admin_pages|admin_explore|admin_choose|_bulk|admin_api:pages)")

# The desk's own sign-in, and its words and signs: the same for everybody.
DOORS = {
    "wagtailadmin_login", "wagtailadmin_javascript_catalog", "wagtailadmin_sprite", "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done", "wagtailadmin_password_reset_confirm", "wagtailadmin_password_reset_complete",
}  # fmt: skip


COMMENTS_BY_NUMBER = {
    f"comments:{name}": end
    for name, end in (
        ("comment", ""), ("edit", "edit/"), ("delete", "delete/"), ("recommend", "recommend/"), ("report", "report/"),
        ("appeal", "appeal/"), ("ignore", "ignore/"), ("unlawful", "unlawful/"),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """`holder` is the reader whose key the address carries; everybody who has it reads as that reader."""

    name: str
    url: str
    holder: str = ""

    @property
    def at_the_desk(self) -> bool:
        return self.url.startswith("/desk/")


def patterns(resolver: URLResolver, route: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """Name (with namespaces) and whole route of everything under a resolver."""
    for pattern in resolver.url_patterns:
        path = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, path, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name or ''}", path


def all_addresses(publication: Publication, *, pages: Sequence[str]) -> tuple[list[Address], list[str]]:
    """The addresses, and the names and routes of those that cannot be filled in; at the desk for these texts."""
    filler = Filler(publication, pages)
    found: list[Address] = []
    unknown: list[str] = []
    for name, route in patterns(get_resolver("standfirst.conf.urls")):
        try:
            found += filler.fill(name, route)
        except KeyError as missing:
            unknown.append(f"{name} {route}: {missing}")
    return found, unknown


class Filler:
    """Knows a value for every parameter of every route."""

    def __init__(self, publication: Publication, pages: Sequence[str]) -> None:
        self.publication = publication
        self.pages = [self._of_page(publication.texts[name]) for name in pages]
        self.by_name = self._special()

    def fill(self, name: str, route: str) -> list[Address]:
        """Raises KeyError for a parameter, or a route that is a regular expression, that nobody has entered."""
        if name in self.by_name:
            return self.by_name[name]
        if "(" in route or ".*" in route:
            raise KeyError(route)
        asked = set(ANGLE.findall(route))
        pages = self.pages if asked & OF_A_PAGE or name in PAGES_BY_PK else [{}]
        fixed = {**FIXED, **self._of_house(), **self._of_kind(name)}
        plain = "/" + route.replace("^", "").replace("$", "")
        filled = [ANGLE.sub(lambda found: str({**fixed, **page}[found[1]]), plain) for page in pages]  # noqa: B023
        return [
            Address(name, url)
            for path in filled
            for url in (path, *(path + query for query in queries(name)))
        ]

    def _of_page(self, text: Text) -> Values:
        newest = ArticlePage.objects.values_list("latest_revision_id", flat=True).get(pk=text.id)
        section = self.publication.sections["world"]
        page: Values = dict.fromkeys((*OF_A_PAGE, "pk"), text.id)
        return {
            **page,
            "revision_id": newest,
            "destination_id": section,
            "content_type_model_name": "articlepage",
        }

    def _of_house(self) -> Values:
        return {
            "article_id": self.publication.texts["subscribers"].id,
            "import_id": self.publication.import_id,
            "reader_id": self.publication.people["subscriber"],
            "image_id": self.publication.hidden_picture_id,
            "picture_id": self.publication.picture_id,
            "comment_id": self.publication.talk.comment_id,
            "parent_id": self.publication.talk.comment_id,
            "newsletter_id": self.publication.post.newsletter_id,
            "edition_id": self.publication.post.draft_id,
            "suppression_id": 1,
            "alarm_id": 1,
            "version": Picture.objects.get(pk=self.publication.picture_id).file_hash[:16],
        }

    def _of_kind(self, name: str) -> Values:
        """What `pk`, `app_name` and `model_name` mean differs from one part of the desk to another."""
        kinds: dict[str, Values] = {
            "wagtailusers_users": {"pk": self.publication.people["subscriber"]},
            "wagtailusers_groups": {"pk": Group.objects.get(name="Authors").pk},
            "wagtailsettings": {"app_name": "editorial", "model_name": "publication"},
            "wagtailadmin_tag": {"app_name": "taggit", "model_name": "tag"},
            "wagtailadmin_api:images": {"pk": self.publication.hidden_picture_id},
            "wagtailimages": {"pk": self.publication.hidden_picture_id},
            "wagtailadmin_workflows:add_task": {
                "app_label": "wagtailcore",
                "model_name": "groupapprovaltask",
            },
        }
        return next((values for start, values in kinds.items() if name.startswith(start)), {})

    def _special(self) -> dict[str, list[Address]]:
        """Addresses with regular expressions, keys, or pages of the tree in them."""
        publication, texts = self.publication, self.publication.texts.values()
        sent = [publication.post.path, publication.post.closed_path]
        trees = [*(text.path for text in texts), *publication.paths.values(), *sent]
        short = [path for path in trees if path != "/"]
        searched = [word for text in texts for word in (text.beside, text.free, "piece")]
        compared = [f"/desk/pages/{text.id}/revisions/compare/earliest...latest/" for text in texts]
        ids = "&".join(f"id={text.id}" for text in texts)
        picture = Picture.objects.get(pk=publication.hidden_picture_id)
        files = [picture.file.name, picture.get_rendition("width-320").file.name, "x.png", "../settings.py"]
        bulk = ("delete", "move", "publish", "unpublish")
        plain = {
            "wagtail_serve": [*trees, "/world/?after=1_1", "/nothing/here/"],
            "site:page-feed": [f"{path}feed/" for path in short],
            "site:page-feed-rss": [f"{path}feed/rss/" for path in short],
            "site:search": ["/search/", *(f"/search/?q={word}" for word in dict.fromkeys(searched))],
            "wagtailadmin_pages:revisions_compare": compared,
            "wagtail_bulk_action": [f"/desk/bulk/wagtailcore/page/{action}/?{ids}" for action in bulk],
            "wagtaildocs_serve": ["/documents/1/a.pdf"],
            "media": [f"/media/{file}" for file in files],
        }
        found = {name: [Address(name, url) for url in urls] for name, urls in plain.items()}
        name = "site:feed-private"
        keys = publication.feed_keys.items()
        found[name] = [Address(name, f"/feed/private/{key}/", holder) for holder, key in keys]
        for kind, end in (("read", ""), ("offer", "offer/")):
            found[f"editorial:{kind}"] = [
                Address(f"editorial:{kind}", f"/read/{text.id}/{end}") for text in texts
            ]
        name = "editorial:gift"
        spoilt = publication.gift[::-1]
        found[name] = [
            Address(name, f"/gift/{publication.gift}/", "a gift"),
            Address(name, f"/gift/{spoilt}/"),
        ]
        found |= self._of_comments()
        found |= self._of_post()
        found[""] = [Address("", "/desk/test404/"), Address("", "/desk/no/such/page/")]
        return found

    def _of_post(self) -> dict[str, list[Address]]:
        """What the links of an edition lead to."""
        post = self.publication.post
        ends = {"newsletters:mine": "", "newsletters:stop": f"{post.newsletter_id}/"}
        found = {
            name: [Address(name, f"/newsletters/{name.partition(':')[2]}/{post.key}/{end}", "revoked")]
            for name, end in ends.items()
        }
        name, link = "newsletters:follow", sent(self.publication).link
        found |= self._of_sent()
        return found | {name: [Address(name, link), Address(name, link.replace("-", "-0"))]}

    def _of_sent(self) -> dict[str, list[Address]]:
        """The screens about an edition that is on its way."""
        base = f"/desk/editions/{sent(self.publication).edition_id}"
        tables = ("books", "delivered", "blocks", "links", "clicks", "sign-offs", "nothing")
        found = {
            f"desk:{name}": [Address(f"desk:{name}", f"{base}/{path}/")]
            for name, path in (
                ("edition-report", "report"), ("sending", "sending"), ("sending-progress", "sending/progress"),
                ("sending-pause", "sending/pause"), ("sending-resume", "sending/resume"),
                ("sending-cancel", "sending/cancel"), ("sending-subject", "sending/subject"),
            )
        }  # fmt: skip
        name = "desk:edition-table"
        return found | {name: [Address(name, f"{base}/report/{table}.csv") for table in tables]}

    def _of_comments(self) -> dict[str, list[Address]]:
        """For the comment that is out and the one that is held."""
        numbers = (self.publication.talk.comment_id, self.publication.talk.held_id)
        quoted = f"/comments/oembed.json?url={quote(settings.ORIGIN)}"
        found = {
            name: [Address(name, f"/comments/c/{number}/{end}") for number in numbers]
            for name, end in COMMENTS_BY_NUMBER.items()
        }
        name = "comments:oembed"
        return found | {name: [Address(name, f"{quoted}/comments/c/{number}/") for number in numbers]}


def queries(name: str) -> list[str]:
    """What is asked beside the plain address: the widest that a view offers."""
    if name.startswith("wagtailadmin_api:"):
        return [
            "?fields=*",
            "?fields=*&for_explorer=1&limit=50",
            "?fields=_,body,standfirst&type=editorial.ArticlePage",
        ]
    if name in {
        "wagtailadmin_pages:view_draft",
        "wagtailadmin_pages:preview_on_edit",
        "wagtailadmin_pages:revisions_view",
    }:
        return ["?mode=subscriber", "?mode=subscriber&in_preview_panel=true"]
    if name == "comments:new":
        return ["?since=0"]
    if name == "desk:comments":
        return ["?queue=held", "?queue=new"]
    if OF_THE_TREE.match(name):
        return [f"?q={quote('piece')}", "?page_type=editorial.articlepage"]
    return []


# A parameter that is not here, nor among those of a page or of the house, must be entered before the crawl goes on.
FIXED: Values = {
    "provider": "ses", "room_key": "of-nothing", "key": "of-nothing", "language": "en", "name": "approved",
    **dict.fromkeys(
        (
            "pk", "workflow_pk", "task_id", "task_state_id", "workflow_state_id", "session_id", "redirect_id",
            "collection_id", "document_id", "doc_id", "uploaded_file_id", "restriction_id", "object_id",
            "gift_id", "seat_id", "invitation_id", "review_id", "payment_id", "sanction_id", "case_id", "version_id",
            "decision_id", "appeal_id", "trial_id", "interview_id", "track_id", "chapter_id",
        ),
        1,
    ),
    "app_label": "editorial", "model_name": "articlepage", "app_name": "editorial",
    "content_type_app_name": "editorial", "content_type_model_name": "articlepage", "action_name": "approve",
    "filter_spec": "width-320", "width": 320, "form": "webp", "uidb64": "MQ", "token": "set-password", "secret": "of-nobody", "digest": "0" * 64, "rest": "done/", "number": "2026-00001",
}  # fmt: skip
