"""The menu of moderation; what else belongs there is entered under the hook `register_moderation_menu_item`."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

HOOK = "register_moderation_menu_item"


class GuardedItem(MenuItem):
    """Shown to those who have the right."""

    def __init__(self, label: str, name: str, *, right: str, icon_name: str, order: int) -> None:
        super().__init__(label, reverse(name), icon_name=icon_name, order=order)
        self.right = right

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.right)


def items() -> Sequence[MenuItem]:
    """Those of the desk itself."""
    return [
        GuardedItem(
            "Comments", "desk:comments", right="comments.change_comment", icon_name="comment", order=10
        ),
        GuardedItem("Cases", "desk:cases", right="moderation.change_casefile", icon_name="warning", order=50),
        GuardedItem(
            "Restricted", "desk:restricted", right="moderation.add_sanction", icon_name="user", order=60
        ),
        GuardedItem("Words", "desk:words", right="moderation.add_wordsversion", icon_name="edit", order=70),
        GuardedItem(
            "Guidelines",
            "desk:guidelines",
            right="moderation.add_guidelinesversion",
            icon_name="list-ol",
            order=80,
        ),
        GuardedItem(
            "How conversations are held",
            "desk:conversations",
            right="comments.change_conversation",
            icon_name="cogs",
            order=90,
        ),
    ]


def moderation_item() -> MenuItem:
    """The menu; nobody who has no right to any part of it sees it."""
    menu = Menu(register_hook_name=HOOK, items=items())
    return SubmenuMenuItem("Moderation", menu, name="moderation", icon_name="comment", order=620)
