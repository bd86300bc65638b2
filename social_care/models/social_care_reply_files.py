# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError

from ..tools.media import HEAD, find_type, get_kind


class SocialCareReplyFiles(models.AbstractModel):
    """Files of replies: what is checked before they are sent, and shown afterwards."""

    _name = "social.care.reply.files"
    _description = "Files of a Reply"

    def _check_attachments(self, capabilities):
        """Check number, type and size of the files.

        :raise UserError: with the file and the limit
        """
        files = self.attachment_ids.sudo()
        if len(files) > capabilities.media_max:
            raise UserError(
                self.env._("A reply can have at most %s files.", capabilities.media_max)
            )
        for file in files:
            self._check_type(file, capabilities)
            if file.file_size > capabilities.media_bytes:
                raise UserError(
                    self.env._(
                        "%(name)s exceeds the limit of the network (%(limit)s kB).",
                        name=file.name,
                        limit=capabilities.media_bytes // 1024,
                    )
                )

    def _check_type(self, file, capabilities):
        """Check the type, also by the content: the browser of an agent only tells the
        name.
        """
        if file.mimetype not in capabilities.media_mimetypes:
            raise UserError(
                self.env._("The network does not accept %s.", file.mimetype)
            )
        found = find_type((file.raw or b"")[:HEAD])
        if found != file.mimetype and get_kind(file.mimetype) == "image":
            raise UserError(
                self.env._(
                    "%(name)s is not a picture of the type %(type)s.",
                    name=file.name,
                    type=file.mimetype,
                )
            )

    def _get_panel_media(self):
        """Return the files of this reply for the conversation.

        :return: list of dicts, with the keys of ``social.care.media``
        """
        return [
            {
                "id": f"file-{file.id}",
                "attachment_id": file.id,
                "kind": get_kind(file.mimetype or ""),
                "state": "stored",
                "reason": "",
                "alt": file.description or "",
                "name": file.name,
                "url": "",
                "src": self._get_file_address(file),
                "thumbnail": self._get_thumbnail_address(file),
                "mimetype": file.mimetype or "",
                "size": file.file_size,
                "is_animated": False,
            }
            for file in self.attachment_ids
        ]

    def _get_file_address(self, file):
        is_image = get_kind(file.mimetype or "") == "image"
        return f"/web/{'image' if is_image else 'content'}/{file.id}"

    def _get_thumbnail_address(self, file):
        is_image = get_kind(file.mimetype or "") == "image"
        return f"/web/image/{file.id}/320x320" if is_image else ""
