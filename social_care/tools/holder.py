# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A process that holds connections: one keeper for each record of a model.

Commands of Odoo start it (``odoo social_care_phone``). Two of them, on one machine or
several, are a holder and a hot stand-by.
"""

import logging
import signal
import threading

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

from .keeper import Keeper
from .pg_errors import is_connection_lost

_logger = logging.getLogger(__name__)

#: Seconds between two looks at what there is to hold.
LOOKING = 2.0


class Holder:
    """:param database: name of the database
    :param model: name of a model that inherits ``social.care.held``
    """

    def __init__(self, database, model):
        self.database = database
        self.model = model
        self._keepers = {}
        self._stopping = threading.Event()

    def run(self):
        """Hold until the process is told to stop (SIGTERM, SIGINT)."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stopping.set())
        _logger.info("listening for %s in %s", self.model, self.database)
        while not self._stopping.is_set():
            self._look()
            self._stopping.wait(LOOKING)
        for name in list(self._keepers):
            self._end(name)

    def _look(self):
        """Start what is new or was changed, end what is gone."""
        try:
            feeds = self._read_feeds()
        except Exception as error:
            if not is_connection_lost(error):
                _logger.exception("what is to be held could not be read")
            return
        for name in set(self._keepers) - set(feeds):
            self._end(name)
        for name, (digest, make) in feeds.items():
            if self._keepers.get(name, (None,))[0] != digest:
                self._end(name)
                self._begin(name, digest, make)

    def _read_feeds(self):
        registry = Registry(self.database).check_signaling()
        with registry.cursor() as cr:
            return api.Environment(cr, SUPERUSER_ID, {})[self.model]._list_feeds()

    def _begin(self, name, digest, make):
        keeper = Keeper(self.database, name, make())
        self._keepers[name] = digest, keeper
        keeper.start()

    def _end(self, name):
        if name in self._keepers:
            _digest, keeper = self._keepers.pop(name)
            keeper.stop()
