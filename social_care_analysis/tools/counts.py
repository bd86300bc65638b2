# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Counts that come in bursts: the negative binomial distribution."""

import numpy as np
from scipy.special import betainc


def tail(count, expected, spread):
    """The chance of so many or more; numbers or arrays.

    :param expected: mean of the count
    :param spread: its variance over its mean, greater than 1
    """
    shape = expected / (spread - 1)
    found = betainc(np.maximum(count, 1e-9), shape, 1 - 1 / spread)
    return np.where(np.asarray(count) <= 0, 1.0, found)[()]
