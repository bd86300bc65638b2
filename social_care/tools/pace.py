# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""How long a job goes on, and how much it takes on at a time."""

import time


class Pace:
    """The time that a job has, and the size of its batches.

    A batch takes about as many seconds as it should, whatever a piece costs: how many
    pieces a second are done is measured, and begins with a careful guess.

    :param seconds: after these the job ends; what is left is for its successor
    :param most: pieces in one batch at most
    :param rate: pieces a second, as long as nothing is known
    :param clock: function that returns seconds
    """

    def __init__(self, seconds, most=1, rate=100, clock=time.monotonic):
        self.clock = clock
        self.until = clock() + seconds
        self.most = most
        self.rate = rate

    def is_over(self):
        """Whether the job's time is up."""
        return self.clock() >= self.until

    def take(self, seconds, batch):
        """Do one batch that should take about ``seconds``.

        :param batch: function that gets the largest number of pieces, and returns how
            many there were
        :return: what ``batch`` returns
        """
        size = max(1, min(self.most, int(self.rate * seconds)))
        begun = self.clock()
        count = batch(size)
        taken = self.clock() - begun
        # Few pieces that were quick say nothing: most of it was the beginning.
        if count == size or taken > seconds:
            self.rate = max(count, 1) / max(taken, 1e-6)
        return count
