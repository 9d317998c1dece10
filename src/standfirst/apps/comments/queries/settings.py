"""How conversations are held, as the desk sees it."""

from standfirst.apps.comments.models import Conversation, Default


def get_settings() -> Conversation:
    """The one row; where it is missing, what is delivered."""
    return Conversation.objects.first() or Conversation(pk=1)


def list_defaults() -> list[Default]:
    """Where a section or an author differs."""
    return list(Default.objects.order_by("-of", "page_id"))
