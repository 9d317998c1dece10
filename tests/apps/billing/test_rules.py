"""References, sums and tax."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standfirst.apps.billing.rules.references import creditor_reference, is_creditor_reference
from standfirst.apps.billing.rules.sums import Line, number_text, tax_within, total
from standfirst.apps.membership.rules.promotions import Lasts, Promotion, reduction
from standfirst.core.money import exact_money


def test_a_published_example_of_the_standard_is_right() -> None:
    assert is_creditor_reference("RF18 5390 0754 7034")
    assert creditor_reference("539007547034") == "RF18 5390 0754 7034"


@given(st.integers(2000, 2999), st.integers(1, 999_999_999), st.data())
def test_one_wrong_digit_is_noticed(year: int, serial: int, data: st.DataObject) -> None:
    reference = creditor_reference(number_text(year, serial))
    assert is_creditor_reference(reference)
    places = [place for place, letter in enumerate(reference) if letter.isdigit()]
    place = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != reference[place]]))
    assert not is_creditor_reference(reference[:place] + other + reference[place + 1 :])


@pytest.mark.parametrize(
    ("gross", "percent", "currency", "tax"),
    [
        ("119.00", "19", "EUR", "19.00"),
        ("9", "7", "EUR", "0.59"),
        ("90", "0", "EUR", "0.00"),
        ("1100", "10", "JPY", "100"),
    ],
)
def test_the_tax_within_a_sum(gross: str, percent: str, currency: str, tax: str) -> None:
    assert tax_within(Decimal(gross), percent=Decimal(percent), currency=currency) == Decimal(tax)


def test_nobody_is_owed_anything_by_a_promotion() -> None:
    assert total((Line("a", Decimal(9)), Line("b", Decimal(-20)))) == 0


@pytest.mark.parametrize(
    ("percent", "off", "currency", "expected"),
    [(50, None, "", "4.50"), (100, None, "", "9.00"), (33, None, "", "2.97"), (None, "3", "EUR", "3"), (None, "30", "EUR", "9"),
     (None, "3", "GBP", "0")],
)  # fmt: skip
def test_what_a_code_takes_off_nine_euro(
    percent: int | None, off: str | None, currency: str, expected: str
) -> None:
    promotion = Promotion(percent, Decimal(off) if off else None, currency, Lasts.FIRST)
    assert reduction(Decimal("9.00"), "EUR", promotion) == Decimal(expected)


@pytest.mark.parametrize(
    ("lasts", "before", "counts"), [("first", 0, True), ("first", 1, False), ("forever", 9, True)]
)
def test_for_which_payments_a_code_counts(lasts: str, before: int, counts: bool) -> None:
    assert Promotion(10, None, "", Lasts(lasts)).counts_for(payments_before=before) is counts


def test_sums_on_invoices_have_their_decimals() -> None:
    assert (exact_money(Decimal(9), "EUR"), exact_money(Decimal(900), "JPY")) == ("€9.00", "¥900")
