"""Uploaded files for the desk alone: readers get pictures in the sizes that pages ask for, under other addresses."""

from django.conf import settings
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve


@require_safe
@login_required
@permission_required("wagtailadmin.access_admin", raise_exception=True)
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file as it was uploaded, or a thumbnail of it. Not used where files lie in an object store."""
    return serve(request, path, document_root=str(settings.MEDIA_ROOT))
