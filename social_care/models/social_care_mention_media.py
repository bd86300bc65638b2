# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

# Number of files of one mention that are fetched; of further ones the link is shown.
MOST_FETCHED = 20


class SocialCareMentionMedia(models.AbstractModel):
    """Pictures, videos and voice messages of mentions.

    ``media`` is what the network told; ``media_ids`` are our copies. They follow
    ``media`` wherever it is written, so that erasing it erases them.
    """

    _name = "social.care.mention.media"
    _description = "Media of a Mention"

    @api.model_create_multi
    def create(self, vals_list):
        mentions = super().create(vals_list)
        if pictured := mentions.filtered("media"):
            pictured._sync_media()
        return mentions

    def write(self, vals):
        changed = self.browse()
        if "media" in vals:
            changed = self.filtered(lambda m: (m.media or []) != (vals["media"] or []))
        result = super().write(vals)
        if changed:
            changed._sync_media()
        return result

    def unlink(self):
        """Delete the files, too: the database would delete their records only."""
        self.sudo().media_ids.unlink()
        return super().unlink()

    def _sync_media(self):
        """Create, update and delete the copies after what the network told changed."""
        copies, vals_list = self.env["social.care.media"].sudo(), []
        gone = copies
        for mention in self.sudo():
            wanted = mention._get_media_vals()
            known = {copy.source_url: copy for copy in mention.media_ids}
            gone |= copies.union(*(known[u] for u in known.keys() - wanted.keys()))
            vals_list += [vals for url, vals in wanted.items() if url not in known]
            for url in wanted.keys() & known.keys():
                names = ("sequence", "alt")
                known[url].write({name: wanted[url][name] for name in names})
        if gone:
            gone.unlink()
        copies.create(vals_list)._enqueue_fetching()

    def _get_media_vals(self):
        """Return {link: values of the copy}, in the order of the network."""
        told = {medium["url"]: medium for medium in self.media or [] if medium["url"]}
        return {
            url: {
                "mention_id": self.id,
                "account_id": self.account_id.id,
                "sequence": number,
                "kind": medium["kind"],
                "source_url": url,
                "alt": medium["alt"] or False,
                "state": self._get_first_state(number, medium["kind"]),
            }
            for number, (url, medium) in enumerate(told.items())
        }

    def _get_first_state(self, number, kind):
        return "link" if kind == "link" or number >= MOST_FETCHED else "pending"

    def _get_panel_media(self):
        """Return the files that the conversation shows, of our own replies as we sent
        them.

        :return: list of dicts of plain values
        """
        sent = self.reply_id.sudo()._get_panel_media()
        # Iterated, not filtered: that would read the fields of each message apart.
        return sent + [
            medium._get_panel_values()
            for medium in self.media_ids
            if not sent or medium.kind == "link"
        ]

    def _describe_media(self):
        """Return a word for a message that has files and no text, '' without files."""
        kinds = [medium["kind"] for medium in self.media or []]
        words = dict(
            self.env["social.care.media"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        return f"({words.get(kinds[0], kinds[0])})" if kinds else ""

    def _export_media(self):
        return [medium._export() for medium in self.media_ids]
