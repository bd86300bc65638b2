# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Budgets of one day, in units or money, that a network does not tell in headers."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .times import utc_now


@dataclass(frozen=True)
class DailyBudget:
    """What calls of an account may cost in a day.

    :param code: of the budget, as ``_get_cost`` of the connector names it
    :param label: unit that the administrator reads, for instance “units” or “USD”
    :param amount: of one day, until an administrator sets another one
    :param timezone: whose midnight renews the budget on the network
    """

    code: str
    label: str
    amount: float
    timezone: str = "UTC"


def get_day(timezone, now=None):
    """Return the date that it is for the network.

    :param timezone: name in the IANA database
    :param now: naive UTC, the current time by default
    """
    return _localize(timezone, now).date()


def get_next_day(timezone, now=None):
    """Return when the network's next day begins.

    :return: naive UTC
    """
    tomorrow = get_day(timezone, now) + timedelta(days=1)
    midnight = datetime.combine(tomorrow, time(), ZoneInfo(timezone))
    return midnight.astimezone(UTC).replace(tzinfo=None)


def _localize(timezone, now):
    now = now or utc_now()
    return now.replace(tzinfo=UTC).astimezone(ZoneInfo(timezone))
