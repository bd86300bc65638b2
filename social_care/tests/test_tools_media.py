# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import resource
from io import BytesIO
from unittest.mock import patch

from PIL import Image

from odoo.tests import BaseCase

from odoo.addons.social_care.tools import media

from .hostile_files import make_files, make_image, make_sound, make_video

# What must not be in a file that a browser shows.
ACTIVE = (b"<script", b"<svg", b"<html", b"<!DOCTYPE", b"/etc/passwd", b"onload")


class TestMedia(BaseCase):
    """What a stranger's file is, and what is kept of it."""

    def read_file(self, content):
        """Return (file, reason): one of both."""
        try:
            return media.read_file(content), None
        except media.Refused as error:
            return None, error.reason

    def open(self, content):
        image = Image.open(BytesIO(content))
        image.load()
        return image

    def test_two_hundred_hostile_files(self):
        files = make_files()
        self.assertGreaterEqual(len(files), 200)
        for name, (content, reason) in files.items():
            with self.subTest(name):
                file, found = self.read_file(content)
                if reason != "any":
                    self.assertEqual(found, reason)
                if file and media.get_kind(file.mimetype) == "image":
                    self.assert_drawn_anew(file)
                elif file:
                    self.assertIn(media.get_kind(file.mimetype), ("video", "audio"))

    def assert_drawn_anew(self, file):
        for content in (file.content, file.thumbnail):
            image = self.open(content)
            self.assertIn(image.format, ("JPEG", "WEBP"))
            self.assertFalse(image.getexif())
            self.assertFalse({"comment", "xmp", "icc_profile"} & image.info.keys())
            for part in ACTIVE:
                self.assertNotIn(part, content)

    def test_memory_is_bounded(self):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for content, _reason in make_files().values():
            self.read_file(content)
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        self.assertLess((after - before) // 1024, 400, "MB")

    def test_an_honest_picture_is_kept_with_a_thumbnail(self):
        for kind, mode in (("JPEG", "RGB"), ("PNG", "L"), ("JPEG", "CMYK")):
            file, reason = self.read_file(make_image(kind, (800, 600), mode))
            self.assertIsNone(reason)
            self.assertEqual((file.width, file.height), (800, 600))
            self.assertEqual(file.mimetype, "image/jpeg")
            self.assertEqual(self.open(file.thumbnail).size, (320, 240))

    def test_what_is_transparent_stays_so(self):
        for kind, mode in (("PNG", "RGBA"), ("PNG", "LA"), ("WEBP", "RGBA")):
            written = BytesIO()
            Image.new(mode, (40, 30)).save(written, kind)
            file, _reason = self.read_file(written.getvalue())
            self.assertEqual(file.mimetype, "image/webp")
            self.assertEqual(self.open(file.content).getextrema()[3], (0, 0))

    def test_a_large_picture_becomes_smaller(self):
        file, _reason = self.read_file(make_image("PNG", (4000, 1000)))
        self.assertEqual((file.width, file.height), (2048, 512))

    def test_a_picture_of_a_phone_is_turned_upright(self):
        exif = Image.Exif()
        exif[0x0112] = 6
        file, _reason = self.read_file(make_image("JPEG", (80, 60), exif=exif))
        self.assertEqual((file.width, file.height), (60, 80))

    def test_of_an_animation_the_first_frame_is_kept(self):
        frames = [Image.new("RGB", (20, 20), n) for n in ("red", "lime", "blue")]
        written = BytesIO()
        frames[0].save(written, "GIF", save_all=True, append_images=frames[1:])
        file, _reason = self.read_file(written.getvalue())
        self.assertTrue(file.is_animated)
        self.assertEqual(getattr(self.open(file.content), "n_frames", 1), 1)

    def test_sound_and_video_are_kept_as_they_came(self):
        kinds = {make_sound(): "audio/wav", make_video(): "video/mp4"}
        for content, mimetype in kinds.items():
            file, _reason = self.read_file(content)
            self.assertEqual((file.content, file.mimetype), (content, mimetype))
            self.assertFalse(file.thumbnail)

    def test_limits_are_those_of_the_kind(self):
        self.assertEqual(media.get_limit("image/png"), 8 * 2**20)
        self.assertEqual(media.get_limit("video/mp4"), 25 * 2**20)

    def test_each_type_has_a_suffix(self):
        types = {*media._STARTS.values(), *media._BRANDS.values()}
        types |= {*media._RIFF.values(), *media._FRAMES.values(), "video/webm"}
        self.assertEqual(types - media.SUFFIXES.keys(), set())

    def test_any_fault_of_a_decoder_is_a_broken_file(self):
        for fault in (MemoryError, RecursionError, KeyError("x"), SyntaxError):
            with patch.object(Image, "open", side_effect=fault):
                self.assertEqual(self.read_file(make_image())[1], "broken")
