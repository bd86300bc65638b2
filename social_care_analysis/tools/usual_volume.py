# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""How much is usually said about something at this hour, and how much that varies.

Counts are arrays by *age*: 0 is the current hour, 1 the hour before, 24 this hour
yesterday. ``nan`` stands for an hour that nobody observed. A company's *day levels*
say how loud each day was as a whole: counts are compared after dividing by them.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .counts import tail

# Hours that are looked at for storms, the current one included.
HORIZON = 4
DAY, DAYS = 24, 21
AGES = DAY * DAYS
# So many days of one kind (workdays, weekends) tell what is usual on such a day.
FEWEST_DAYS = 3
# The hour before and after tell half as much as the hour itself.
_NEIGHBOR = 0.5
# Doubt where little is known: one hour with one mention, and this spread for as long
# as so many mentions have been seen.
_DOUBT, _SPREAD, _SPREAD_MENTIONS = 1.0, 1.5, 20.0
_LEAST_SPREAD = 1.2
# An hour that chance explains less often was a storm itself, or a campaign. What is
# usual is guessed first, with a spread that loses few hours of a key that is bursty.
_OUTLIER, _PASSES, _FIRST_SPREAD = 0.002, 2, 3.0
_LOWEST_LEVEL, _HIGHEST_LEVEL = 0.7, 2.0


@dataclass(frozen=True)
class Usual:
    """What is usual for one key.

    ``rates`` are mentions an hour by age (``HORIZON`` and one more), ``spread`` is the
    variance of an hour's count over its mean, ``known`` how many hours tell it.
    """

    rates: np.ndarray
    spread: float
    known: float

    def expected(self, minutes, into_hour):
        """Mentions in the window of so many minutes until now.

        :param minutes: length of the window
        :param into_hour: minutes since the current hour began
        """
        total, end = 0.0, into_hour
        for rate in self.rates:
            part = min(minutes, end)
            total += rate * part / 60
            minutes, end = minutes - part, 60
        return total

    def spread_of(self, minutes):
        """The spread of a window: what is not known for sure counts as well."""
        return self.spread * (1 + minutes / 60 / self.known)


def estimate(counts, weekend, levels=None):
    """What is usual around the current hour.

    :param counts: array of ``AGES`` counts by age, nan where nothing was observed
    :param weekend: array of booleans by age
    :param levels: array of the day levels by age, see ``compute_day_levels``
    :return: Usual, or None while it is too early to say
    """
    levels = np.ones(AGES) if levels is None else levels
    values, weights = _sample(counts / levels, weekend)
    if not weights.sum(1).all():
        return None
    means, spread = _guess(values, weights)
    for _pass in range(_PASSES):
        kept = weights * _is_usual(values, means, spread)
        means, spread = _fit(values, kept)
    known = weights.sum(1).min()
    rates = (means * known + _DOUBT) / (known + 1)
    return Usual(rates * levels[0], spread, known)


@lru_cache
def _ages():
    """Ages that tell what is usual, a row for each age of the horizon: that hour of
    earlier days, then the hours before and after it."""
    hours = np.arange(HORIZON + 1)[:, None]
    same = hours + DAY * np.arange(1, DAYS - 1)
    return np.concatenate([same, same - 1, same + 1], axis=1)


def _sample(counts, weekend):
    """(values, weights), a row for each age of the horizon: such hours of such days;
    where they are few, of all days; of a company that is new the hours before, without
    the last one, of which a storm may be a part."""
    ages = _ages()
    values = counts[ages]
    days = ages.shape[1] // 3
    nearness = np.repeat([1, _NEIGHBOR, _NEIGHBOR], days)
    observed = ~np.isnan(values)
    alike = observed & (weekend[ages] == weekend[: HORIZON + 1, None])
    few = alike[:, :days].sum(1) < FEWEST_DAYS
    alike[few] = observed[few]
    if (alike[:, :days].sum(1) < FEWEST_DAYS).any():
        values = np.tile(counts[2 : 2 * DAY], (HORIZON + 1, 1))
        alike, nearness = ~np.isnan(values), 1
    return np.nan_to_num(values), alike * nearness


def _guess(values, weights):
    """Mean of each row and a common spread from medians, which one storm in a week
    does not move; of the hour itself alone, which may differ much from the next."""
    rows = np.where(weights >= 1, values, np.nan)
    middles = np.nanmedian(rows, axis=1)
    deviation = 1.4826 * np.nanmedian(abs(rows - middles[:, None]))
    spread = deviation**2 / max(middles.mean(), 1)
    return middles, max(spread, _FIRST_SPREAD)


def _fit(values, weights):
    """Mean of each row, and variance over mean of all rows together."""
    sizes = weights.sum(1)
    means = (values * weights).sum(1) / sizes
    squares = (weights * (values - means[:, None]) ** 2).sum(1)
    seen = (weights > 0).sum(1)
    total = (squares * seen / np.maximum(seen - 1, 1)).sum()
    spread = (total + _SPREAD * _SPREAD_MENTIONS) / (
        (sizes * means).sum() + _SPREAD_MENTIONS
    )
    return means, max(spread, _LEAST_SPREAD)


def _is_usual(values, means, spread):
    """Last week's storm is not usual."""
    likely = tail(values, means[:, None] + 0.1, spread) >= _OUTLIER
    return likely | (values <= means[:, None])


def compute_day_levels(totals, weekend):
    """How loud each day was, by age: its total over what such a day usually has.

    A day is 24 hours; today are the last 24 hours without the current one, of which a
    storm may be a part.

    :param totals: array of all mentions of a company by age, nan where not observed
    :param weekend: array of booleans by age
    """
    totals = np.append(totals[1:], np.nan).reshape(DAYS, DAY)
    weekend = np.append(weekend[1:], False).reshape(DAYS, DAY)
    expected = np.full(totals.shape, np.nan)
    for kind in (True, False):
        usual = _usual_day(np.where(weekend == kind, totals, np.nan))
        expected = np.where(weekend == kind, usual, expected)
    known = ~np.isnan(totals) & ~np.isnan(expected)
    said = np.where(known, totals, 0).sum(1) + DAY
    usual = np.where(known, expected, 0).sum(1) + DAY
    return np.repeat(np.clip(said / usual, _LOWEST_LEVEL, _HIGHEST_LEVEL), DAY)


def _usual_day(days):
    """The median of each hour, nan where it was observed on too few days."""
    known = (~np.isnan(days)).sum(0) >= FEWEST_DAYS
    usual = np.full(DAY, np.nan)
    usual[known] = np.nanmedian(days[:, known], axis=0)
    return usual
