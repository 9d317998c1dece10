"""Invoices and receipts as papers: what stands on them, for the page and for the PDF alike."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format

from standfirst.apps.billing.models import Invoice, Payment
from standfirst.apps.billing.queries.settings import get_billing
from standfirst.core.money import exact_money
from standfirst.core.paper import Sheet, pdf_of


@dataclass(frozen=True, slots=True)
class Paper:
    """An invoice or a receipt. `facts` are pairs of a name and what it says."""

    kind: str
    number: str
    dated_at: datetime
    seller: tuple[str, ...]
    billed_to: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]
    total: str
    tax: str
    tax_percent: Decimal
    facts: tuple[tuple[str, str], ...]
    how_to_pay: tuple[str, ...]
    closing: tuple[str, ...]

    is_paid: bool

    @property
    def title(self) -> str:
        """What it is, and its number."""
        return f"{self.kind} {self.number}"

    @property
    def total_words(self) -> str:
        """What the total is."""
        return "Paid" if self.is_paid else "To pay"


def paper_of_invoice(invoice: Invoice) -> Paper:
    """What is to be paid, and how."""
    billing = get_billing()
    is_open = invoice.state == "open"
    return Paper(
        kind="Invoice",
        number=invoice.number,
        dated_at=invoice.issued_at,
        seller=_lines(invoice.seller),
        billed_to=_lines(invoice.billed_to),
        lines=_charged(invoice),
        total=invoice.sum_text,
        tax=_tax(invoice),
        tax_percent=invoice.tax_percent,
        facts=(*_period_of(invoice), *_how_it_stands(invoice), *_number_of(billing.tax_number)),
        how_to_pay=_lines(billing.bank_details) if is_open else (),
        closing=_lines(billing.closing_words),
        is_paid=invoice.state == "paid",
    )


def paper_of_payment(payment: Payment) -> Paper:
    """What was paid."""
    billing = get_billing()
    invoice = payment.invoice
    went_back = (("Paid back", payment.refunded_text),) if payment.refunded else ()
    return Paper(
        kind="Receipt",
        number=invoice.number if invoice else f"R-{payment.pk:06}",
        dated_at=payment.received_at,
        seller=_lines(invoice.seller if invoice else billing.seller),
        billed_to=_lines(invoice.billed_to if invoice else payment.reader.get_full_name()),
        lines=_charged(invoice) if invoice else ((payment.words, payment.sum_text),),
        total=payment.sum_text,
        tax=_tax(invoice) if invoice else "",
        tax_percent=invoice.tax_percent if invoice else Decimal(0),
        facts=(("For", payment.words), *went_back, *_number_of(billing.tax_number)),
        how_to_pay=(),
        closing=_lines(billing.closing_words),
        is_paid=True,
    )


def _charged(invoice: Invoice) -> tuple[tuple[str, str], ...]:
    return tuple((line.words, exact_money(line.amount, invoice.currency)) for line in invoice.shown_lines)


def _tax(invoice: Invoice) -> str:
    return exact_money(invoice.tax, invoice.currency) if invoice.tax_percent else ""


def _number_of(tax_number: str) -> tuple[tuple[str, str], ...]:
    return (("Tax number", tax_number),) if tax_number else ()


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _period_of(invoice: Invoice) -> tuple[tuple[str, str], ...]:
    if invoice.starts_at is None or invoice.ends_at is None:
        return ()
    return (("Period", f"{_day(invoice.starts_at)} to {_day(invoice.ends_at)}"),)


def _how_it_stands(invoice: Invoice) -> tuple[tuple[str, str], ...]:
    if invoice.state == "open":
        return (("Due", _day(invoice.due_at)), ("Reference", invoice.reference))
    if invoice.state == "void":
        return (("Withdrawn", "nothing is to be paid"),)
    return (("Paid on", _day(invoice.paid_at or invoice.issued_at)),)


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y")


def pdf_of_paper(paper: Paper, *, language: str, right_to_left: bool = False) -> bytes:
    """To print or to keep."""
    tax = ((f"Tax within, {paper.tax_percent.normalize():f} %", paper.tax),) if paper.tax else ()
    sheet = Sheet(
        title=paper.title,
        above=paper.seller,
        addressee=paper.billed_to,
        facts=(("Dated", _day(paper.dated_at)), *paper.facts),
        sums=(*paper.lines, *tax, (paper.total_words, paper.total)),
        blocks=(("Please transfer to", paper.how_to_pay),) if paper.how_to_pay else (),
        below=paper.closing,
    )
    return pdf_of(sheet, language=language, right_to_left=right_to_left)
