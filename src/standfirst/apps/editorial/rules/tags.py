"""The purge tags that stand for more than one thing."""

EVERY_PAGE = "publication"  # all pages of the publication carry it
LISTS = "lists"  # pages that change when any article does
