"""The purge tags of conversations."""

SETTINGS = "comments"  # how conversations are held anywhere


def thread_tag(article_id: int) -> str:
    """What is shown of the comments on an article."""
    return f"thread:{article_id}"
