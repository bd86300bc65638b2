# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ..tools.media import SUFFIXES, get_kind

# Names of the fields that hold a file.
FILES = ("content", "thumbnail")


class SocialCareMedia(models.Model):
    """A picture, video or voice message of a mention, and our copy of it."""

    _name = "social.care.media"
    _inherit = ["social.care.media.fetching"]
    _description = "Social Care Media"
    _order = "mention_id, sequence, id"
    _rec_name = "alt"

    mention_id = fields.Many2one(
        "social.care.mention",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    account_id = fields.Many2one(
        "social.care.account",
        required=True,
        readonly=True,
        ondelete="cascade",
        help="The account that heard it; its connector fetches it.",
    )
    company_id = fields.Many2one(related="mention_id.company_id")
    sequence = fields.Integer(readonly=True)
    kind = fields.Selection(
        [
            ("image", "Picture"),
            ("video", "Video"),
            ("audio", "Voice message"),
            ("link", "Link"),
        ],
        required=True,
        readonly=True,
        help="As told by the network; once fetched, by its content.",
    )
    source_url = fields.Char(
        string="Link", required=True, readonly=True, help="Where the network has it."
    )
    alt = fields.Text(string="Alternative Text", readonly=True)
    # Served by a route of our own alone, which decides what a browser may show.
    content = fields.Binary(attachment=True, readonly=True, groups=fields.NO_ACCESS)
    thumbnail = fields.Binary(attachment=True, readonly=True, groups=fields.NO_ACCESS)
    mimetype = fields.Char(readonly=True)
    size = fields.Integer(readonly=True, help="Bytes.")
    width = fields.Integer(readonly=True)
    height = fields.Integer(readonly=True)
    is_animated = fields.Boolean(
        readonly=True, help="Only its first frame was kept, as a picture."
    )

    def unlink(self):
        """Delete the files at once, not with the next garbage collection."""
        traces = self.env["social.care.personal.data"]
        traces._delete_files(traces._get_paths(self._find_files()))
        return super().unlink()

    def _find_files(self, names=FILES):
        """Return the ``ir.attachment`` of these files."""
        return (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("res_field", "in", names),
                ]
            )
        )

    def _is_image(self):
        """Whether it was drawn anew, so that a browser may show it."""
        return self.state == "stored" and get_kind(self.mimetype or "") == "image"

    def _get_file_name(self):
        return f"{self.kind}-{self.id}.{SUFFIXES.get(self.mimetype, 'bin')}"

    def _get_panel_values(self):
        """Return what the conversation shows; also of what could not be fetched."""
        address = f"/social_care/media/{self.id}"
        is_stored, is_image = self.state == "stored", self._is_image()
        reasons = dict(self._fields["reason"]._description_selection(self.env))
        return {
            "id": f"media-{self.id}",
            "kind": self.kind,
            "state": self.state,
            "reason": reasons.get(self.reason, ""),
            "alt": self.alt or "",
            "name": self._get_file_name() if is_stored else "",
            "url": self.source_url,
            "src": address if is_stored else "",
            "thumbnail": f"{address}/thumbnail" if is_image else "",
            "mimetype": self.mimetype or "",
            "size": self.size,
            "is_animated": self.is_animated,
        }

    def _export(self):
        return {
            "kind": self.kind,
            "link": self.source_url,
            "description": self.alt or None,
            "file": self._get_file_name() if self.state == "stored" else None,
            "content": self.content.decode() if self.content else None,
        }
