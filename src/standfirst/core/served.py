"""A page names the view that serves it, so models stay at the bottom and know no HTTP."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponseBase
from django.utils.module_loading import import_string


class ServedByView:
    """Mixed into a page: `view` is the dotted name of a function (request, page) → response."""

    view: ClassVar[str]
    private_page_options: ClassVar[list[str]] = []  # who may read is the gate's decision alone

    def tags_when_changed(self) -> list[str]:
        """The purge tags of what shows this page; none where the whole publication may name it."""
        return []

    def serve(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response: HttpResponseBase = import_string(self.view)(request, self)
        return response

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseBase:
        request.preview_mode = mode_name or "visitor"  # type: ignore[attr-defined]
        return self.serve(request)
