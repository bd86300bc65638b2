# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The gate that a trained model has to pass before use: a trial on recent mentions,
drawn at random, because corrections are errors and no sample of what customers write.
"""

from collections import Counter
from dataclasses import dataclass
from math import ceil, sqrt

# A label with fewer examples is not learned.
FEWEST_EXAMPLES = 10
# A model may set aside this share of the sample more than the word lists do.
MOST_SET_ASIDE = 0.005
# The share of errors is taken to be this many standard errors above the one that people
# found (95 %, Wilson).
_SURE = 1.96
# Labels that need examples: without them a model would never choose them.
NEEDED = {"relevance": ("relevant",)}


@dataclass(frozen=True)
class Check:
    """What a model does to a sample of recent mentions.

    ``aside`` and ``aside_before``: how many are set aside with it and by the word lists
    alone; ``lost_danger``: how many the word lists call danger and it does not;
    ``changed``: how many verdicts that nobody corrected it changes; ``most_changed``:
    how many it may.
    """

    checked: int
    aside: int
    aside_before: int
    lost_danger: int
    changed: int = 0
    most_changed: int = 0

    @property
    def sets_customers_aside(self):
        return self.aside - self.aside_before > MOST_SET_ASIDE * self.checked

    @property
    def changes_too_much(self):
        return self.changed > self.most_changed

    @property
    def is_safe(self):
        return not self.sets_customers_aside and not self.lost_danger


def compare(before, after, changed=0, most_changed=0):
    """The Check of a model.

    :param before: for each mention a pair (is set aside, is danger) by the word lists
    :param after: the same with the model
    :param changed: number of verdicts that nobody corrected and that it changes
    :param most_changed: how many it may change (``limit_changes``)
    """
    rows = list(zip(before, after, strict=True))
    return Check(
        checked=len(rows),
        aside=sum(aside for _before, (aside, _danger) in rows),
        aside_before=sum(aside for (aside, _danger), _after in rows),
        lost_danger=sum(was and not still for (_a, was), (_b, still) in rows),
        changed=changed,
        most_changed=most_changed,
    )


def limit_changes(untouched, handled, wrong):
    """Return how many verdicts that nobody corrected a model may change.

    Where nobody spoke, the old verdict is the standard. A model that is better mends
    more verdicts than it breaks, and it cannot mend more than are wrong: whatever
    changes more than twice the share of errors breaks more than it mends. People's
    corrections among what they handled tell the share of errors.

    :param untouched: number of verdicts that nobody corrected
    :param handled: number of mentions that people handled
    :param wrong: how many of those they corrected
    """
    return ceil(untouched * min(2 * _bound_share(wrong, handled), 1))


def _bound_share(found, total):
    """Return the upper end of Wilson's interval of a share; 1 if nothing is known."""
    if not total:
        return 1
    share, square = found / total, _SURE**2
    spread = sqrt(share * (1 - share) / total + square / (4 * total**2))
    return (share + square / (2 * total) + _SURE * spread) / (1 + square / total)


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


def filter_teachable(kind, examples):
    """Return those of the ``evaluate.Example`` whose label has enough of them."""
    labels = list_learnable(kind, Counter(one.label for one in examples))
    return [one for one in examples if one.label in labels]
