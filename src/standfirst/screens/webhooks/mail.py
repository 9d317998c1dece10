"""Where a provider of mail tells what became of newsletters."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from standfirst.apps.newsletters import api as newsletters
from standfirst.core.clock import now
from standfirst.screens.webhooks.sizes import is_too_large

_LATER = "60"  # seconds; providers that do not heed it come again by their own plan


@csrf_exempt  # the secret says who writes
@require_POST
def mail(request: HttpRequest, provider: str) -> HttpResponse:
    """Keep what it tells, then answer."""
    if not newsletters.listens_to(provider):
        raise Http404
    if is_too_large(request):
        return HttpResponse(status=413)
    try:
        newsletters.hear_provider(request, now=now())
    except newsletters.NotBelieved:  # Amazon's SNS gives its password only once it was asked for
        return HttpResponse(status=401, headers={"WWW-Authenticate": 'Basic realm="webhooks"'})
    except newsletters.NotUnderstood:
        return HttpResponse(status=400)
    except newsletters.TooEarly:
        return HttpResponse(status=503, headers={"Retry-After": _LATER})
    return HttpResponse(status=200)
