"""Use a promotion code, or give its use back. Part of the caller's transaction."""

from datetime import datetime

from django.db.models import F, Q

from standfirst.apps.membership.models import Price, PromotionCode, PromotionUse


class CodeRefused(Exception):
    """Unknown, over, used up, for other plans, or used by this reader before; the sentence says which may be said."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


def claim_promotion(*, code: str, reader_id: int, price: Price, now: datetime) -> PromotionCode:
    """Counted exactly, however many claim it at once. Raises CodeRefused."""
    found = find_promotion(code=code, price=price, now=now)
    if PromotionUse.objects.filter(code=found, reader_id=reader_id).exists():
        raise CodeRefused("You have used this code before.")
    counted = PromotionCode.objects.filter(Q(most=None) | Q(used__lt=F("most")), pk=found.pk).update(
        used=F("used") + 1
    )
    if not counted:
        raise CodeRefused("This code has been used up.")
    _, is_first = PromotionUse.objects.get_or_create(
        code=found, reader_id=reader_id, defaults={"used_at": now}
    )
    if not is_first:
        raise CodeRefused("You have used this code before.")
    return found


def find_promotion(*, code: str, price: Price, now: datetime) -> PromotionCode:
    """The code, if it counts for this price now. Raises CodeRefused."""
    found = PromotionCode.objects.filter(code=code.strip().upper(), in_force=True).first()
    if found is None:
        raise CodeRefused("There is no such code.")
    if found.until is not None and found.until <= now:
        raise CodeRefused("This code is over.")
    if found.most is not None and found.used >= found.most:
        raise CodeRefused("This code has been used up.")
    if found.plans.exists() and not found.plans.filter(pk=price.plan_id).exists():
        raise CodeRefused("This code is for another plan.")
    if found.amount_off is not None and found.currency != price.currency:
        raise CodeRefused("This code is for another currency.")
    return found


def release_promotion(*, promotion_id: int, reader_id: int) -> None:
    """The order came to nothing, so the code may be used again."""
    given_back, _ = PromotionUse.objects.filter(code_id=promotion_id, reader_id=reader_id).delete()
    if given_back:
        PromotionCode.objects.filter(pk=promotion_id).update(used=F("used") - 1)
