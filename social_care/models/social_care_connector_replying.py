# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..tools import errors


class SocialCareConnectorReplying(models.AbstractModel):
    """What a connector extends if its network does not let everybody be answered at any
    time, reviews what we say, or publishes in two steps.

    Errors and arguments as for ``social.care.connector``.
    """

    _name = "social.care.connector.replying"
    _description = "Replying with a Connector"

    # -- what can be answered --------------------------------------------------

    def _describe_cannot_reply(self, account, reason):
        """Explain why a post can be read but not answered.

        :param account: ``social.care.account``, one record
        :param reason: ``Post.cannot_reply_reason``
        :return: str, one sentence for agents; by default the words of the codes that
            the base knows, else the reason itself
        """
        words = {
            "not_mentioned": self.env._(
                "This message can be read, not answered: the author did not mention "
                "you."
            ),
            "closed": self.env._(
                "This message can be read, not answered: the author allows no replies."
            ),
        }
        return words.get(reason, reason)

    def _describe_late_reply(self, account, code):
        """Explain what the network accepts once a reply window is closed.

        :param account: ``social.care.account``, one record
        :param code: ``tools.capabilities.Window.takes_after``
        :return: str, one sentence for agents; '' for nothing, or an unknown code
        """
        name = self._get_network_name()
        words = {
            "human_agent_tag": self.env._(
                "After that, %s accepts only messages with the human agent tag.", name
            ),
            "template": self.env._(
                "After that, %s accepts only approved message templates.", name
            ),
        }
        return words.get(code, "")

    # -- publishing in two steps, and reviews ----------------------------------

    def _prepare(self, reply):
        """Make on the network what ``_publish`` publishes, such as a container or
        uploaded files. Nobody can read it yet.

        Called where the capabilities have ``can_prepare``, once for a reply: the result
        is committed as ``reply.container_id`` before ``_publish``, and kept for the
        next attempt. So a crash in between leaves nothing in doubt.

        :param reply: ``social.care.reply``, as for ``_publish``
        :return: str, the network's ID of it; '' if this reply needs none
        :raise ConnectorError: as ``_publish``; ``Ambiguous`` is tried again, because
            nothing is published yet
        """
        return ""

    def _check_publication(self, reply):
        """Ask the network what became of a reply that it accepted, but had not made
        public (``Published.state`` ``pending``).

        Called with growing pauses where the capabilities have
        ``can_check_publication``.

        :param reply: ``social.care.reply``, one record
        :return: ``tools.values.Receipt``, as a webhook would bring it; None while it is
            still pending
        :raise ConnectorError: if the network cannot tell now; it is asked again later
        """
        raise errors.Temporary("This network cannot be asked.")
