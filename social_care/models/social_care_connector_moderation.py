# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SocialCareConnectorModeration(models.AbstractModel):
    """What a connector does about messages of others and their authors."""

    _name = "social.care.connector.moderation"
    _description = "Moderation by a Connector"

    def _get_moderation(self, account, mention):
        """Return what can be done about one message or its author.

        Asked for each message that a screen shows: it neither queries the database nor
        calls the network. A network may refuse all the same, see ``_moderate``.

        :param account: ``social.care.account``, one record
        :param mention: ``social.care.mention`` of somebody else, one record
        :return: tuple of keys of ``tools.moderation.ACTIONS``; by default all that the
            capabilities of the account name
        """
        return self._get_capabilities(account).moderation

    def _moderate(self, account, code, target, undo):
        """Do something about a message or its author, or take it back.

        Called only with codes of ``_get_moderation``. Doing again what is done already,
        taking back what is not done, or deleting what is gone, succeeds. Reports alone
        are never repeated after an ``Ambiguous`` error.

        :param account: ``social.care.account``, one record
        :param code: key of ``tools.moderation.ACTIONS``
        :param target: ``social.care.profile`` of the author for ``mute`` and ``block``,
            else the ``social.care.mention``; one record
        :param undo: whether to take it back; never for ``delete`` and ``report``
        :raise Rejected: the network refuses, with its words for the user
        :raise AuthorizationLost: as ``Rejected``, and the account is marked as failing
        :raise Forbidden: as ``AuthorizationLost``, unless ``_check_login`` says that
            the login works: then as ``Rejected``
        :raise RateLimited: it is tried again at ``until``
        :raise Temporary: it surely was not done; tried again with growing pauses
        :raise Ambiguous: it may have been done; tried again, except for ``report``
        """
        raise self._make_unwritten("_moderate")
