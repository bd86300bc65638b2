# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a process listens to, such as a phone system or the stream of a network."""


class FeedLost(Exception):
    """The connection was lost or refused.

    :param words: what is wrong and what to do, for the administrator
    """


class Feed:
    """One connection that is listened to all the time.

    Every process keeps its own connection open and takes in what comes, so that it can
    go on at once when the holder fails; only the holder stores. ``open``, ``hear`` and
    ``close`` run in one thread, ``store`` in another; ``apply``, ``forget``,
    ``take_over``, ``collect`` and ``put_back`` under a lock, so they are quick.
    """

    def open(self):
        """Connect, log in and learn what is so now.

        :return: list of items as ``hear`` returns them
        :raise FeedLost: if that fails
        """
        raise NotImplementedError

    def hear(self):
        """Wait for what comes, half a second at most.

        :return: list of items; empty if nothing came
        :raise FeedLost: if the connection is gone
        """
        raise NotImplementedError

    def close(self):
        """Leave the connection, also one that is broken."""

    def apply(self, items):
        """Take in items. No database: this also runs where nothing may be stored."""
        raise NotImplementedError

    def forget(self):
        """Drop what is over, so that the memory does not grow. Called about once a
        second, but not while the database cannot be reached or refuses what is to be
        stored, nor for ``keeper.SETTLING`` seconds afterwards: it would be lost.
        """

    def take_over(self):
        """This process became the holder: what its predecessor may not have stored is
        to be stored, too.
        """

    def collect(self):
        """Take out what came since the last time.

        :return: what ``store`` gets; None if there is nothing
        """
        raise NotImplementedError

    def put_back(self, batch):
        """``store`` failed: the next ``collect`` takes it out again.

        :param batch: what ``collect`` returned
        """
        raise NotImplementedError

    def store(self, env, batch):
        """Store what was collected. It must not matter whether a predecessor has stored
        it already.

        :param env: environment of a transaction that is committed afterwards
        :param batch: what ``collect`` returned
        """
        raise NotImplementedError

    def follow_up(self, env):
        """Do a part of what may wait until nothing is to be stored. It is called again
        and again after each ``store``, in transactions of its own.

        :param env: environment of a transaction that is committed afterwards
        :return: whether more is left
        """
        return False
