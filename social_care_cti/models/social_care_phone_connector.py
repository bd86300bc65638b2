# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..tools.capabilities import PhoneCapabilities


class SocialCarePhoneConnector(models.AbstractModel):
    """Base of the bindings: everything that is known about one kind of phone system.

    An addon inherits this model as ``social.care.phone.connector.<binding>`` and adds
    the code to the selection ``social.care.phone.system.binding``. Nothing else has to
    be edited.

    Methods run in sudo and in jobs, never in the transaction of an agent; each is
    bounded in time. What goes wrong is raised as one of ``tools.errors``.
    """

    _name = "social.care.phone.connector"
    _description = "Social Care Phone Connector"

    def _make_unwritten(self, name):
        """The error of what a binding declares and has not written."""
        return NotImplementedError(f"{self._name} has no {name}")

    def _get_capabilities(self, system):
        """:param system: ``social.care.phone.system``, one record
        :return: ``tools.capabilities.PhoneCapabilities``; by default it can do nothing
        """
        return PhoneCapabilities()

    def _check(self, system):
        """Ask the phone system whether it can be used as it is set up.

        :return: list of ``social_care.tools.values.Finding``
        """
        return []

    # -- calls ---------------------------------------------------------------------

    def _get_identity(self, call):
        """:param call: ``social.care.call``
        :return: ID that the phone system gave it, as in the names of recordings
        """
        return call.key

    def _make_call(self, system, line, number, key):
        """Ring an agent's phone, then call a number.

        :param line: ``social.care.phone.line`` of the agent
        :param number: as it is to be dialed, with the prefix for outside calls
        :param key: ID that we would like the call to have
        :return: ID that the call has in the phone system
        :raise PhoneError: if it refuses; with words for the agent
        """
        raise self._make_unwritten("_make_call")

    def _hang_up(self, system, leg):
        """:param leg: ``social.care.call.leg``, the agent's"""
        raise self._make_unwritten("_hang_up")

    def _hold(self, system, leg, is_held):
        """:param leg: the agent's ``social.care.call.leg``
        :param is_held: whether to hold the call, or to resume it
        """
        raise self._make_unwritten("_hold")

    def _transfer(self, system, leg, number):
        """Transfer a call without asking first.

        :param leg: the agent's ``social.care.call.leg``
        :param number: extension or number to dial
        """
        raise self._make_unwritten("_transfer")

    def _consult(self, system, leg, number):
        """Hold the customer and call somebody; the customer goes to them when the agent
        hangs up.
        """
        raise self._make_unwritten("_consult")

    def _pull_back(self, system, leg):
        """End a consultation: the agent talks to the customer again."""
        raise self._make_unwritten("_pull_back")

    # -- agents --------------------------------------------------------------------

    def _set_paused(self, system, line, is_paused, reason):
        """Take an agent's phone out of all queues of the phone system, or back.

        :param reason: text that comes back with the notice of it
        """
        raise self._make_unwritten("_set_paused")

    # -- listening -----------------------------------------------------------------

    def _get_feed_digest(self, system):
        """See ``social.care.held._get_feed_digest``."""
        raise self._make_unwritten("_get_feed_digest")

    def _prepare_feed(self, system):
        """See ``social.care.held._prepare_feed``; a ``tools.phone_feed.PhoneFeed``."""
        raise self._make_unwritten("_prepare_feed")
