"""Where Stripe says that something has changed."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from standfirst.apps.billing import api as billing
from standfirst.core.clock import now
from standfirst.screens.webhooks.sizes import is_too_large


@csrf_exempt  # the signature says who writes
@require_POST
def stripe(request: HttpRequest) -> HttpResponse:
    """Keep the event and answer; the work is done by a job."""
    if not settings.STRIPE_WEBHOOK_SECRETS or not settings.STRIPE_SECRET_KEY:
        raise Http404
    if is_too_large(request):
        return HttpResponse(status=413)
    try:
        billing.receive_stripe_webhook(
            body=request.body, signature=request.headers.get("Stripe-Signature", ""), now=now()
        )
    except billing.NotBelieved:
        return HttpResponse(status=400)
    return HttpResponse(status=200)
