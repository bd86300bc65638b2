# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request

# Nothing of the file may run or load anything, even where a browser shows it.
POLICY = "default-src 'none'; sandbox"
FIELDS = {"": "content", "thumbnail": "thumbnail"}


class SocialCareMedia(http.Controller):
    """Serve our copies of the files of customers.

    Only images that were drawn anew are shown inline. All else is a download: players
    of videos and voice messages take it nevertheless, and nothing becomes a page.
    """

    @http.route(
        [
            "/social_care/media/<int:media_id>",
            "/social_care/media/<int:media_id>/<any(thumbnail):size>",
        ],
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def media(self, media_id, size="", download=False):
        """Answer with a file.

        :param media_id: ID of a ``social.care.media``
        :param size: ``thumbnail`` for the small picture
        :param download: whether a picture is saved instead of shown
        :return: 404 for one that is not there, or not for this user
        """
        media = request.env["social.care.media"].browse(media_id).exists()
        file = _find_file(media, FIELDS.get(size))
        if not file:
            raise request.not_found()
        stream = file._to_http_stream()
        stream.download_name = media._get_file_name()
        is_inline = media._is_image() and not download
        response = stream.get_response(
            as_attachment=not is_inline, content_security_policy=POLICY
        )
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


def _find_file(media, name):
    try:
        media.check_access("read")
    except AccessError:
        return None
    return media and media._find_files([name])
