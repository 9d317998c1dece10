"""Who may do what at the desk: the least that each role needs."""

from dataclasses import dataclass

_DESK = "wagtailadmin.access_admin"
_NAMES = "accounts.change_namereview"
_MODERATION = ("moderation.add_sanction", "moderation.change_casefile", "moderation.add_wordsversion")
_COMMENTS = "comments.change_comment"
_CONVERSATIONS = "comments.change_thread"  # how the one under an article is held
_HOW_COMMENTS_ARE_HELD = "comments.change_conversation"
_CAME_BACK = ("newsletters.view_return", "newsletters.delete_suppression")  # of newsletters
_GUIDELINES = "moderation.add_guidelinesversion"
_PRODUCING = "live.change_room"  # what is asked and what is on air, while an interview is held
_RECORDINGS = "live.change_recording"  # what is seen of it afterwards
_PICTURES = ("wagtailimages.add_image", "wagtailimages.choose_image")
_DOCUMENTS = ("wagtaildocs.add_document", "wagtaildocs.choose_document")


@dataclass(frozen=True, slots=True)
class Role:
    """A group of the desk. `on_pages` are Wagtail's words for what it may do with pages below the front page."""

    name: str
    permissions: tuple[str, ...] = (_DESK,)
    on_pages: tuple[str, ...] = ()
    on_collections: tuple[str, ...] = ()


APPROVERS = "Publishers"
ROLES = (
    Role("Authors", on_pages=("add",), on_collections=(*_PICTURES, *_DOCUMENTS)),
    Role(
        "Editors",
        permissions=(_DESK, _NAMES, _CONVERSATIONS, _RECORDINGS, *_CAME_BACK),
        on_pages=("add", "change", "lock", "unlock"),
        on_collections=(*_PICTURES, "wagtailimages.change_image", *_DOCUMENTS),
    ),
    Role(
        "Publishers",
        permissions=(
            _DESK,
            _NAMES,
            _GUIDELINES,
            _CONVERSATIONS,
            _HOW_COMMENTS_ARE_HELD,
            _PRODUCING,
            _RECORDINGS,
            *_CAME_BACK,
            "wagtailredirects.add_redirect",
            "wagtailredirects.change_redirect",
            "wagtailredirects.delete_redirect",
        ),
        on_pages=("add", "change", "publish", "bulk_delete", "lock", "unlock"),
        on_collections=(*_PICTURES, "wagtailimages.change_image", "wagtailimages.delete_image", *_DOCUMENTS),
    ),
    Role("Moderators", permissions=(_DESK, _NAMES, *_MODERATION, _COMMENTS, _CONVERSATIONS, _PRODUCING)),
    Role("Hosts", permissions=(_DESK, _PRODUCING, _RECORDINGS)),
    Role(
        "Administrators",
        permissions=(
            _DESK,
            _NAMES,
            *_MODERATION,
            _GUIDELINES,
            _COMMENTS,
            _CONVERSATIONS,
            _HOW_COMMENTS_ARE_HELD,
            _PRODUCING,
            _RECORDINGS,
            *_CAME_BACK,
            "editorial.change_publication",
            "accounts.add_user",
            "accounts.change_user",
            "membership.add_period",
            "membership.change_period",
            "membership.add_plan",
            "membership.change_plan",
            "membership.add_price",
            "membership.change_price",
            "membership.add_promotioncode",
            "membership.change_promotioncode",
            "membership.add_institution",
            "membership.change_institution",
            "billing.view_invoice",
            "billing.change_invoice",
            "billing.add_refund",
            "billing.change_billingsettings",
            "wagtailredirects.add_redirect",
            "wagtailredirects.change_redirect",
            "wagtailredirects.delete_redirect",
        ),
        on_pages=("add", "change", "publish", "bulk_delete", "lock", "unlock"),
        on_collections=(*_PICTURES, "wagtailimages.change_image", "wagtailimages.delete_image", *_DOCUMENTS),
    ),
)
