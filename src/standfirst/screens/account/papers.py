"""A reader's invoices and receipts, as pages and as PDF."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from standfirst.apps.billing import api as billing
from standfirst.apps.editorial import api as editorial
from standfirst.screens.account.screen import ReaderRequest, account_screen, asked_next


@login_required
@require_GET
def invoice(request: ReaderRequest, number: str) -> HttpResponse:
    """What is to be paid, and how; their own only."""
    found = _invoice(request, number)
    return account_screen(
        request,
        "account/invoice.html",
        invoice=found,
        paper=billing.paper_of_invoice(found),
        opened=found.subscription_id is not None,
        next=asked_next(request),
    )


@login_required
@require_GET
def invoice_pdf(request: ReaderRequest, number: str) -> HttpResponse:
    """The same to print or to keep."""
    return _pdf(billing.paper_of_invoice(_invoice(request, number)))


@login_required
@require_GET
def receipt(request: ReaderRequest, payment_id: int) -> HttpResponse:
    """What was paid; their own only."""
    found = _payment(request, payment_id)
    return account_screen(
        request, "account/receipt.html", payment=found, paper=billing.paper_of_payment(found)
    )


@login_required
@require_GET
def receipt_pdf(request: ReaderRequest, payment_id: int) -> HttpResponse:
    """The same to print or to keep."""
    return _pdf(billing.paper_of_payment(_payment(request, payment_id)))


def _invoice(request: ReaderRequest, number: str) -> billing.Invoice:
    found = billing.find_invoice(number=number, reader_id=request.user.pk)
    if found is None or found.number != number:
        raise Http404
    return found


def _payment(request: ReaderRequest, payment_id: int) -> billing.Payment:
    found = billing.find_payment(payment_id=payment_id, reader_id=request.user.pk)
    if found is None:
        raise Http404
    return found


def _pdf(paper: billing.Paper) -> HttpResponse:
    publication = editorial.get_publication()
    data = billing.pdf_of_paper(paper, language=publication.language, right_to_left=publication.right_to_left)
    response = HttpResponse(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{paper.kind.lower()}-{paper.number}.pdf"'
    return response
