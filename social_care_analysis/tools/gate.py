# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The gate that a trained model has to pass before use: a trial on recent mentions,
drawn at random, because corrections are errors and no sample of what customers write.
"""

from collections import Counter
from dataclasses import dataclass

# A label with fewer examples is not learned.
FEWEST_EXAMPLES = 10
# A model may set aside this share of the sample more than the word lists do.
MOST_SET_ASIDE = 0.005
# Labels that need examples: without them a model would never choose them.
NEEDED = {"relevance": ("relevant",)}


@dataclass(frozen=True)
class Check:
    """What a model does to a sample of recent mentions.

    ``aside`` and ``aside_before``: how many are set aside with it and by the word lists
    alone; ``lost_danger``: how many the word lists call danger and it does not.
    """

    checked: int
    aside: int
    aside_before: int
    lost_danger: int

    @property
    def sets_customers_aside(self):
        return self.aside - self.aside_before > MOST_SET_ASIDE * self.checked

    @property
    def is_safe(self):
        return not self.sets_customers_aside and not self.lost_danger


def compare(before, after):
    """The Check of a model.

    :param before: for each mention a pair (is set aside, is danger) by the word lists
    :param after: the same with the model
    """
    rows = list(zip(before, after, strict=True))
    return Check(
        checked=len(rows),
        aside=sum(aside for _before, (aside, _danger) in rows),
        aside_before=sum(aside for (aside, _danger), _after in rows),
        lost_danger=sum(was and not still for (_a, was), (_b, still) in rows),
    )


def list_learnable(kind, counts):
    """Return the labels with enough examples to train on; none where fewer than two are
    left, or where one is missing that the kind cannot do without.

    :param kind: sentiment, urgency, topic or relevance
    :param counts: dict of label to number of examples
    """
    labels = {label for label, count in counts.items() if count >= FEWEST_EXAMPLES}
    if len(labels) < 2 or not labels.issuperset(NEEDED.get(kind, ())):
        return set()
    return labels


def filter_teachable(kind, rows, taught):
    """Return those of the ``taught`` rows whose label has enough examples.

    :param rows: all corrections, tuples that end with their label
    """
    labels = list_learnable(kind, Counter(row[-1] for row in rows))
    return [row for row in taught if row[-1] in labels]
