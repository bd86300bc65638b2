# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import HttpCase
from odoo.tools import mute_logger

from odoo.addons.social_care.tests.hostile_files import (
    PAGES,
    make_image,
    make_sound,
    make_video,
)

from .channel_common import AGENT
from .test_channel_media import LINK, OTHER, SCRATCH, MediaCase


class TestMediaFiles(MediaCase, HttpCase):
    """Nothing is served inline that is not an image drawn anew."""

    def setUp(self):
        super().setUp()
        video = {"url": OTHER, "kind": "video"}
        self.heard = self.hear_files(SCRATCH, video)
        self.fetch({LINK: make_image("PNG"), OTHER: make_video() + PAGES[0]})
        self.picture, self.video = self.heard.media_ids
        self.env.flush_all()

    def get(self, path, user=None):
        user = user or self.agent
        self.authenticate(user.login, user.login)
        return self.url_open(path, allow_redirects=False)

    def test_a_picture_is_shown(self):
        for path in (self.picture.id, f"{self.picture.id}/thumbnail"):
            answer = self.get(f"/social_care/media/{path}")
            self.assertEqual(answer.status_code, 200)
            self.assertEqual(answer.headers["Content-Type"], "image/jpeg")
            self.assertTrue(answer.headers["Content-Disposition"].startswith("inline"))
            self.assert_safe(answer)

    def assert_safe(self, answer):
        self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
        self.assertIn("sandbox", answer.headers["Content-Security-Policy"])
        self.assertIn("private", answer.headers["Cache-Control"])
        site = answer.headers["Cross-Origin-Resource-Policy"]
        self.assertEqual(site, "same-origin")

    def test_a_picture_can_be_saved(self):
        answer = self.get(f"/social_care/media/{self.picture.id}?download=1")
        self.assertEqual(
            answer.headers["Content-Disposition"],
            f"attachment; filename=image-{self.picture.id}.jpg",
        )

    def test_a_video_is_a_download_whatever_is_asked(self):
        for query in ("", "?download=", "?download=0"):
            answer = self.get(f"/social_care/media/{self.video.id}{query}")
            self.assertEqual(answer.headers["Content-Type"], "video/mp4")
            place = answer.headers["Content-Disposition"]
            self.assertTrue(place.startswith("attachment"))
            self.assert_safe(answer)
        for rest in ("/thumbnail", "?size=thumbnail", "?size=mimetype"):
            answer = self.get(f"/social_care/media/{self.video.id}{rest}")
            self.assertEqual(answer.status_code, 404)

    def test_a_player_can_seek(self):
        self.authenticate(self.agent.login, self.agent.login)
        answer = self.url_open(
            f"/social_care/media/{self.video.id}", headers={"Range": "bytes=4-7"}
        )
        self.assertEqual((answer.status_code, answer.content), (206, b"ftyp"))

    @mute_logger("odoo.http")
    def test_no_other_way_leads_to_the_file(self):
        admin = self.env.ref("base.user_admin")
        for user in (self.agent, admin):
            self.authenticate(user.login, user.login)
            for path in self.other_ways():
                answer = self.url_open(path, allow_redirects=False)
                self.assertNotIn(b"ftyp", answer.content, path)
                self.assertNotIn(b"<script", answer.content, path)

    def other_ways(self):
        for media in self.picture + self.video:
            for name in ("content", "thumbnail"):
                yield f"/web/content/social.care.media/{media.id}/{name}"
                yield f"/web/image/social.care.media/{media.id}/{name}"
            for file in media._find_files():
                yield f"/web/content/{file.id}"

    @mute_logger("odoo.http")
    def test_a_file_is_for_those_who_read_the_message(self):
        other = self.make_user("elsewhere", AGENT)
        self.make_team("Elsewhere", other)
        self.env.flush_all()
        path = f"/social_care/media/{self.picture.id}"
        self.assertEqual(self.get(path, other).status_code, 404)
        self.assertEqual(self.get(path, self.supervisor).status_code, 200)
        self.assertEqual(self.get("/social_care/media/999999999").status_code, 404)
        self.authenticate(None, None)
        self.assertNotEqual(self.url_open(path, allow_redirects=False).status_code, 200)

    def test_a_voice_message_is_a_download(self):
        voice = {"url": f"{LINK}&voice", "kind": "audio"}
        heard = self.hear_files(voice, uid="b")
        self.fetch({voice["url"]: make_sound()})
        self.env.flush_all()
        answer = self.get(f"/social_care/media/{heard.media_ids.id}")
        self.assertEqual(answer.headers["Content-Type"], "audio/wav")
        self.assertEqual(answer.content, make_sound())
