# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from io import BytesIO

from PIL import Image

from odoo import fields
from odoo.tests import tagged

from odoo.addons.social_care.tools.media import read_file

from ..tools.answer import Answer
from .private_common import PrivateCase


def make_file():
    written = BytesIO()
    Image.new("RGB", (4, 4), "red").save(written, "PNG")
    return read_file(written.getvalue())


@tagged("post_install", "-at_install")
class TestPersonalData(PrivateCase):
    def setUp(self):
        super().setUp()
        self.form = self.issue()
        self.profile = self.mention_.profile_id
        self.vals = {"email": "maria@home.example", "files": (("a.png", make_file()),)}

    def fetch(self, heard):
        self.run_job(self.env["social.care.media"], "_fetch_pending", self.account)
        self.env.invalidate_all()
        return heard.media_ids

    def test_files_become_media_of_the_message(self):
        heard = self.take(self.form, **self.vals)
        media = self.fetch(heard)
        self.assertEqual(
            (media.state, media.kind, media.alt), ("stored", "image", "a.png")
        )
        self.assertTrue(media.sudo().content)

    def test_uploads_are_deleted_once_they_are_taken(self):
        heard = self.take(self.form, **self.vals)
        self.fetch(heard)
        file = self.form.file_ids
        self.env.cr.execute(
            "UPDATE social_care_private_file SET create_date = %s",
            (fields.Datetime.now() - timedelta(days=3),),
        )
        file.invalidate_recordset()
        file._gc_taken()
        self.assertFalse(file.exists())
        self.assertFalse(file._find_files())
        self.assertEqual(heard.media_ids.state, "stored")

    def test_the_export_has_the_form(self):
        self.take(self.form, **self.vals)
        (told,) = self.profile._export()["private_forms"]
        self.assertEqual(told["email"], "maria@home.example")
        self.assertEqual(told["state"], "Used")

    def test_erasing_a_person_erases_the_form(self):
        heard = self.take(self.form, **self.vals)
        reply = self.answer(heard, "Done", visibility="private")
        self.run_job(reply)
        self.profile._erase("(erased)")
        self.env.invalidate_all()
        self.assertFalse(self.form.email)
        self.assertFalse(self.form.file_ids)
        self.assertFalse(heard.text)
        self.assertFalse(heard.media_ids)
        self.assertFalse(reply.text)
        self.assertFalse(reply.private_mail_id.outgoing_email_to)
        self.assertFalse(reply.private_mail_id.notification_ids)

    def test_erasing_a_person_ends_their_open_link(self):
        token = self.get_token()
        self.profile._erase("(erased)")
        self.assertFalse(self.find(token))
        self.assertEqual(self.form.state, "cancelled")

    def test_erasing_before_it_was_read_erases_the_message(self):
        self.form._take(Answer(text="My code is 12."), "n" * 22)
        event = self.form.event_id
        self.profile._erase("(erased)")
        self.assertFalse(event.exists())
        self.assertFalse(self.hear_from(self.form))

    def test_after_the_retention_period_nothing_is_kept(self):
        self.take(self.form, **self.vals)
        self.account.retention_days = 30
        self.env.cr.execute(
            "UPDATE social_care_private_form SET create_date = %s",
            (fields.Datetime.now() - timedelta(days=31),),
        )
        self.form.invalidate_recordset()
        self.forms._gc_old()
        self.assertFalse(self.form.email)
        self.assertFalse(self.form.file_ids)

    def test_nobody_reads_forms_and_files(self):
        for user in (self.agent, self.supervisor, self.manager):
            for model in ("social.care.private.form", "social.care.private.file"):
                self.assertEqual(self.rights(model, user), "")
