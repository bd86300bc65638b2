# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""How long a job runs, and the size of its batches."""

import time


class Pace:
    """Time budget of a job and adaptive size of its batches.

    A batch should take a given number of seconds, whatever one item costs. The rate is
    measured, starting from a careful estimate.

    :param seconds: time after which the job ends; its successor does the rest
    :param most: maximum number of items in a batch
    :param rate: estimated items per second before the first measurement
    :param clock: function that returns seconds
    """

    def __init__(self, seconds, most=1, rate=100, clock=time.monotonic):
        self.clock = clock
        self.until = clock() + seconds
        self.most = most
        self.rate = rate

    def is_over(self):
        """Return whether the job's time is up."""
        return self.clock() >= self.until

    def take(self, seconds, batch):
        """Process one batch that should take about ``seconds``.

        :param seconds: wanted duration
        :param batch: function of the maximum number of items; returns how many there
            were
        :return: the return value of ``batch``
        """
        size = max(1, min(self.most, int(self.rate * seconds)))
        begun = self.clock()
        count = batch(size)
        taken = self.clock() - begun
        # A small, quick batch is no measurement: most of its time was overhead.
        if count == size or taken > seconds:
            self.rate = max(count, 1) / max(taken, 1e-6)
        return count
