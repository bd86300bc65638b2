# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Probabilities that hold: of verdicts with 80 %, four out of five are right.

A trained model and the rules are mixed, and the mixture is made steeper or flatter by a
temperature (Guo et al. 2017, *On Calibration of Modern Neural Networks*). Both numbers
are fitted on texts that the model did not learn from.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

# How many texts the numbers to begin with are worth, so that few texts move them
# little.
_PRIOR = 20
# A label that seems impossible costs no more than this probability of it.
_LEAST = 1e-3
_TEMPERATURES = (0.25, 4.0)
# The calibration error is measured over so many ranges of confidence.
_RANGES = 10


@dataclass(frozen=True)
class Blend:
    """``share`` of the model's probabilities, the rest are the rules'; a
    ``temperature`` above 1 makes the mixture less sure.
    """

    share: float = 1.0
    temperature: float = 1.0

    def combine(self, learned, ruled):
        """Return the probabilities (text × label).

        :param learned: those of the model
        :param ruled: those of the rules; all 0 where they say nothing of a text
        """
        is_ruled = ruled.any(1, keepdims=True)
        share = np.where(is_ruled, self.share, 1.0)
        chances = (share * learned + (1 - share) * ruled) ** (1 / self.temperature)
        return chances / chances.sum(1, keepdims=True)


def fit(learned, ruled, right, share):
    """Return the ``Blend`` under which people's labels are the likeliest.

    Each text counts the same: if accepted verdicts counted half here, errors would seem
    to be twice as frequent as they are.

    :param learned: probabilities (text × label) by models that did not learn from the
        text
    :param ruled: those of the rules
    :param right: number of the label of each text, by people
    :param share: share of the model to begin with
    """
    rows = np.arange(len(right))

    def measure_loss(numbers):
        chances = Blend(numbers[0], np.exp(numbers[1])).combine(learned, ruled)
        likely = np.log(np.maximum(chances[rows, right], _LEAST))
        prior = (numbers[0] - share) ** 2 + numbers[1] ** 2
        return _PRIOR * prior - likely.sum()

    bounds = ((0.0, 1.0), tuple(np.log(_TEMPERATURES)))
    found = minimize(measure_loss, (share, 0.0), method="L-BFGS-B", bounds=bounds)
    return Blend(round(float(found.x[0]), 4), round(float(np.exp(found.x[1])), 4))


def measure_error(sure, is_right):
    """Return the expected calibration error (ECE), from 0 to 1: how far confidence and
    share of right verdicts are apart, on average over ranges of confidence.

    :param sure: confidence of each verdict, from 0 to 1
    :param is_right: whether each verdict is right
    """
    sure, is_right = np.asarray(sure, float), np.asarray(is_right, float)
    places = np.minimum((sure * _RANGES).astype(int), _RANGES - 1)
    apart = np.bincount(places, sure - is_right, _RANGES)
    return float(np.abs(apart).sum() / max(len(sure), 1))
