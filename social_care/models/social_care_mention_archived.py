# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SocialCareMention(models.Model):
    """An archived stream hears nothing: what comes for it stays an event."""

    _inherit = "social.care.mention"

    def _leave_archived(self, values, posts, streams, known):
        """Take out of ``posts`` what only an archived stream has heard.

        Its events say so, and can be replayed. Edits and deletions of what is known
        already are heard for ever.

        :param values: list of (event, parsed value)
        :param posts: {external id: versions}
        :param streams: {external id: stream}
        :param known: {external id: mention}
        """
        left = {
            external_id: stream
            for external_id, stream in streams.items()
            if stream and not stream.active and external_id not in known
        }
        for external_id in left:
            del posts[external_id]
        for event, value in values:
            if stream := left.get(getattr(value, "external_id", None)):
                event.error = self.env._(
                    "Not read: the stream “%s” is archived.", stream.name
                )
