# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools.urls import urljoin

from odoo.addons.social_care.tools.media import get_kind

FILE_PATH = "/social_care/private/file"
# Files are taken over by the media of the message within minutes.
KEPT = timedelta(days=2)
GC_BATCH = 500


class SocialCarePrivateFile(models.Model):
    """A file that came through a private form, until the media job takes it over. It
    was drawn anew, or is a video or voice message; nobody can open it here.
    """

    _name = "social.care.private.file"
    _description = "File of a Private Form"

    form_id = fields.Many2one(
        "social.care.private.form", required=True, ondelete="cascade", index=True
    )
    name = fields.Char()
    mimetype = fields.Char()
    content = fields.Binary(attachment=True, groups=fields.NO_ACCESS)

    def _get_url(self):
        """Return the address by which the message names this file. No page of ours
        answers there.
        """
        return urljoin(self.get_base_url(), f"{FILE_PATH}/{self.id}")

    def _describe(self):
        """Return what the event of the message says of this file."""
        kind = get_kind(self.mimetype)
        return {"url": self._get_url(), "kind": kind, "alt": self.name or ""}

    @api.model
    def _find_by_url(self, url):
        number = url.rpartition("/")[2]
        found = self.browse(int(number)).exists() if number.isdigit() else self.browse()
        return found.filtered(lambda file: file._get_url() == url)

    def _find_files(self):
        """Return the ``ir.attachment`` of these files."""
        own = [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        attachments = self.env["ir.attachment"].sudo()
        return attachments.search([*own, ("res_field", "=", "content")])

    def _write_content(self, content):
        """Store a file without Odoo's own resizing and without base64."""
        attachments = self.env["ir.attachment"].sudo()
        attachments.with_context(image_no_postprocess=True).create(
            {
                "name": self.name or "file",
                "raw": content,
                "mimetype": self.mimetype,
                "res_model": self._name,
                "res_id": self.id,
                "res_field": "content",
            }
        )
        self.invalidate_recordset(["content"])

    def unlink(self):
        """Delete the files at once, not with the next garbage collection."""
        traces = self.env["social.care.personal.data"]
        traces._delete_files(traces._get_paths(self._find_files()))
        return super().unlink()

    @api.autovacuum
    def _gc_taken(self):
        """Delete files that the messages have, in batches.

        :return: (number of files, whether more are left)
        """
        limit = fields.Datetime.now() - KEPT
        found = self.search([("create_date", "<", limit)], limit=GC_BATCH)
        found.unlink()
        return len(found), len(found) == GC_BATCH
