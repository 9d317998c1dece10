"""The prices that stood in the plans become rows of their own."""

from django.db import migrations


def copy(apps, editor):
    plans, prices = apps.get_model("membership", "Plan"), apps.get_model("membership", "Price")
    for plan in plans.objects.all():
        for interval, amount in (("month", plan.monthly), ("year", plan.yearly)):
            if amount is not None:
                prices.objects.create(
                    plan=plan, interval=interval, currency=plan.currency.upper(), amount=amount, on_sale=True
                )


def copy_back(apps, editor):
    plans, prices = apps.get_model("membership", "Plan"), apps.get_model("membership", "Price")
    for price in prices.objects.filter(on_sale=True):
        column = "monthly" if price.interval == "month" else "yearly"
        plans.objects.filter(pk=price.plan_id).update(**{column: price.amount, "currency": price.currency})


class Migration(migrations.Migration):

    dependencies = [
        ('membership', '0002_prices_and_subscriptions'),
    ]

    operations = [migrations.RunPython(copy, copy_back)]
