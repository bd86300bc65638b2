# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from base64 import b64decode
from io import BytesIO
from struct import pack
from unittest.mock import patch
from zlib import compress, crc32

from PIL import Image

from odoo.tools import mute_logger

from odoo.addons.social_care.tools import http
from odoo.addons.social_care.tools.values import Author

from .channel_common import JOHN, MARIA, ChannelCase

PNG = b"\x89PNG\r\n\x1a\n"
BOMB = (30_000, 30_000)
TOO_LARGE = (8_000, 8_000)


def picture(kind, size=(400, 300)):
    file = BytesIO()
    Image.new("RGB", size, "red").save(file, kind)
    return file.getvalue()


def hollow_png(width, height):
    """A PNG that says how large it is and has nothing in it."""
    header = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", compress(b"0")), (b"IEND", b""))
    return PNG + b"".join(
        pack(">I", len(data)) + tag + data + pack(">I", crc32(tag + data))
        for tag, data in parts
    )


class TestAvatars(ChannelCase):
    """A stranger's picture is drawn anew and small, or left out."""

    def setUp(self):
        super().setUp()
        self.profile = self.hear(self.post("a")).profile_id

    def test_pictures_of_usual_kinds_are_kept_small(self):
        for kind in ("JPEG", "PNG", "GIF", "BMP"):
            self.profile.image_1920 = False
            self.profile._keep_avatar(picture(kind))
            kept = b64decode(self.profile.image_1920 or b"")
            self.assertTrue(kept.startswith(PNG), kind)
            self.assertEqual(Image.open(BytesIO(kept)).size, (256, 192))

    @mute_logger("odoo.addons.social_care.models.social_care_profile")
    def test_what_is_no_picture_is_left_out(self):
        bombs = [hollow_png(*size) for size in (BOMB, TOO_LARGE)]
        svg = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
        webp = b"RIFF0000WEBPVP8 " + b"0" * 99
        for content in (*bombs, svg, webp, b"<html>", b"", b"words"):
            self.profile._keep_avatar(content)
            self.assertFalse(self.profile.image_1920, content[:40])

    @mute_logger("odoo.addons.social_care.models.social_care_profile")
    def test_one_bad_picture_does_not_keep_the_others_away(self):
        other = self.hear(self.post("b", who=JOHN)).profile_id
        self.profile.avatar_url = "https://maria.example/"
        other.avatar_url = "https://john.example/"
        bodies = {
            self.profile.avatar_url: hollow_png(*BOMB),
            other.avatar_url: picture("JPEG"),
        }

        def request(client, method, url):
            return http.Response(200, {}, bodies[url])

        with patch.object(http.Client, "request", request):
            (self.profile + other)._fetch_avatars(self.account)
        self.assertFalse(self.profile.image_1920)
        self.assertTrue(other.image_1920)

    def test_a_picture_s_address_never_leads_into_the_house(self):
        """Not even to what an administrator allowed to the account."""
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("social_care.allowed_private_hosts", "10.0.0.1:80")
        self.profile.avatar_url = "http://10.0.0.1:80/avatar.png"
        allowed = []

        def request(client, method, url):
            allowed.append(client.session.get_adapter(url).allowed)
            return http.Response(404, {}, b"")

        with patch.object(http.Client, "request", request):
            self.profile._fetch_avatars(self.account)
            self.account._get_connector()._make_client(self.account).request(
                "GET", "http://x"
            )
        self.assertFalse(allowed[0])
        self.assertIn("10.0.0.1:80", allowed[1])

    def test_what_only_an_earlier_post_of_a_batch_tells_of_its_author_is_kept(self):
        known = Author("b9", "maria9", "Maria", followers=900)
        bare = Author("b9", "")
        profiles = self.env["social.care.profile"]._find_or_create(
            self.account, [known, bare]
        )
        profile = profiles["b9"]
        self.assertEqual(
            (profile.handle, profile.name, profile.followers), ("maria9", "Maria", 900)
        )

    def test_a_name_is_one_line_of_some_length(self):
        who = {**MARIA, "name": "Maria\nBcc: all@example.com " + "x" * 999}
        self.hear(self.post("c", who=who))
        self.assertNotIn("\n", self.profile.name)
        self.assertEqual(len(self.profile.name), 200)
