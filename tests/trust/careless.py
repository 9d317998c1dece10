"""The application with its private headers switched off, for twins: run it and watch what a cache makes of it."""

from standfirst.front import page

PUBLIC = b"public, max-age=60"
page.PRIVATE = page.REVALIDATED = PUBLIC  # before those who copy the names are imported

from standfirst.conf.asgi import app  # noqa: E402
from standfirst.core.http import privacy  # noqa: E402

privacy.PRIVATE = PUBLIC.decode()

__all__ = ["app"]
