# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from base64 import b64decode
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.modules.migration import load_script
from odoo.tools import file_path, mute_logger

from odoo.addons.social_care.models import (
    social_care_media_fetching,
    social_care_mention_media,
)
from odoo.addons.social_care.tests.hostile_files import (
    make_files,
    make_image,
    make_sound,
)
from odoo.addons.social_care.tools import errors
from odoo.addons.social_care.tools.downloads import FileClient
from odoo.addons.social_care.tools.media import Refused

from .channel_common import ChannelCase

LINK = "https://cdn.example/broken.jpg?expires=soon"
OTHER = "https://cdn.example/other.jpg"
SCRATCH = {"url": LINK, "kind": "image", "alt": "A scratched wheel"}


class MediaCase(ChannelCase):
    def hear_files(self, *files, uid="a", **post):
        return self.hear(self.post(uid, images=list(files), **post))

    def fetch(self, answers=None, account=None):
        """Run the job; ``answers`` are by link: content, or an error."""
        answers = {LINK: make_image("JPEG")} if answers is None else answers
        asked = []

        def fetch(client, url, headers=None):
            asked.append(url)
            answer = answers[url]
            if isinstance(answer, Exception):
                raise answer
            return answer

        account = account or self.account
        with patch.object(FileClient, "fetch", fetch):
            self.run_job(self.env["social.care.media"], "_fetch_pending", account)
        return asked

    def shown(self, mention, user=None):
        threads = self.env["social.care.thread"].with_user(user or self.agent)
        messages = threads.get_conversation(mention.thread_id.id)["messages"]
        return next(m for m in messages if m["id"] == mention.id)["media"]

    def jobs(self):
        key = f"social_care.media.{self.account.id}."
        return self.env["queue.job"].search(
            [("identity_key", "=like", f"{key}%"), ("state", "=", "pending")]
        )


class TestMedia(MediaCase):
    """Files of customers are fetched once, kept, shown, and forgotten with the text."""

    def test_a_picture_is_fetched_and_shown(self):
        mention = self.hear_files(SCRATCH)
        self.assertEqual(self.shown(mention)[0]["state"], "pending")
        self.assertEqual(self.fetch(), [LINK])
        (shown,) = self.shown(mention)
        media = mention.media_ids
        self.assertEqual(shown["state"], "stored")
        self.assertEqual(shown["alt"], "A scratched wheel")
        self.assertEqual(shown["thumbnail"], f"/social_care/media/{media.id}/thumbnail")
        self.assertEqual((media.width, media.height, media.size > 0), (40, 30, True))

    def test_one_job_for_any_number_of_files(self):
        self.hear_at_once(
            *(self.post(f"m{n}", images=[f"{OTHER}?{n}"]) for n in range(9))
        )
        self.assertEqual(len(self.jobs()), 1)

    def test_a_link_that_expired_later_is_survived(self):
        mention = self.hear_files(SCRATCH)
        self.fetch()
        self.assertEqual(self.fetch({LINK: Refused("gone")}), [])
        self.assertEqual(self.shown(mention)[0]["state"], "stored")

    def test_a_link_that_is_gone_says_so(self):
        mention = self.hear_files(SCRATCH)
        self.fetch({LINK: Refused("gone")})
        (shown,) = self.shown(mention)
        self.assertEqual(shown["state"], "failed")
        self.assertEqual(shown["reason"], "The network no longer has it")
        self.assertEqual((shown["url"], shown["src"]), (LINK, ""))

    def test_a_private_address_is_refused(self):
        mention = self.hear_files(SCRATCH)
        self.fetch({LINK: errors.Rejected("private")})
        self.assertEqual(mention.media_ids.reason, "refused")

    def test_a_fault_is_tried_again_and_then_left(self):
        mention = self.hear_files(SCRATCH)
        media = mention.media_ids
        for attempt in (1, 2):
            self.fetch({LINK: errors.Temporary("busy")})
            self.assertEqual((media.state, media.attempts), ("pending", attempt))
            self.assertTrue(self.jobs().filtered("eta"))
            self.assertEqual(self.fetch({}), [], "not before its time")
            media.next_try_at = False
        self.fetch({LINK: errors.Temporary("busy")})
        self.assertEqual((media.state, media.reason), ("failed", "unreachable"))

    @mute_logger("odoo.addons.social_care.models.social_care_media_fetching")
    def test_a_fault_of_a_connector_does_not_end_the_job(self):
        first = self.hear_files(OTHER, uid="a")
        second = self.hear_files(SCRATCH, uid="b")
        self.fetch({OTHER: make_image(), LINK: KeyError("x")})
        self.assertEqual(first.media_ids.state, "stored")
        self.assertEqual(second.media_ids.state, "pending")

    def test_a_file_that_kills_its_worker_is_left_after_three_times(self):
        media = self.hear_files(SCRATCH).media_ids
        media.attempts = 3
        self.assertEqual(self.fetch(), [])
        self.assertEqual((media.state, media.reason), ("failed", "broken"))

    def test_links_to_pages_are_not_fetched(self):
        mention = self.hear_files({"url": LINK, "kind": "link"})
        self.assertEqual(self.fetch(), [])
        self.assertEqual(self.shown(mention)[0]["state"], "link")

    def test_of_many_files_the_first_are_fetched(self):
        with patch.object(social_care_mention_media, "MOST_FETCHED", 2):
            mention = self.hear_files(*(f"{OTHER}?{n}" for n in range(4)))
        states = mention.media_ids.mapped("state")
        self.assertEqual(states, ["pending", "pending", "link", "link"])

    def test_a_day_has_a_limit(self):
        media = self.hear_files(SCRATCH).media_ids
        self.fetch()
        self.hear_files(OTHER, uid="b")
        with patch.object(social_care_media_fetching, "DAILY_BYTES", media.size):
            self.assertEqual(self.fetch({}), [])
        self.assertTrue(self.jobs().filtered("eta"))

    def test_a_copied_database_is_silent(self):
        self.hear_files(SCRATCH)
        self.account.state = "draft"
        self.assertEqual(self.fetch({}), [])

    def test_what_a_crash_left_is_found(self):
        self.hear_files(SCRATCH)
        self.jobs().unlink()
        self.env["social.care.media"]._cron_fetch()
        self.assertEqual(len(self.jobs()), 1)

    def test_hostile_files_are_refused_or_drawn_anew(self):
        files = make_files()
        names = [*files][:: len(files) // 20]
        links = {f"{OTHER}?{n}": files[name][0] for n, name in enumerate(names)}
        with patch.object(social_care_mention_media, "MOST_FETCHED", 50):
            mention = self.hear_files(*links)
            self.fetch(links)
        self.assertNotIn("pending", mention.media_ids.mapped("state"))
        for media in mention.media_ids.filtered(lambda m: m._is_image()):
            kept = media._find_files(["content"]).raw
            self.assertNotIn(b"<script", kept)

    # -- changes ---------------------------------------------------------------

    def test_an_edit_keeps_what_is_still_there(self):
        post = self.post("a", images=[SCRATCH, OTHER])
        mention = self.hear(post)
        self.fetch({LINK: make_image(), OTHER: make_image()})
        kept, gone = mention.media_ids
        edit = self.edit(post, "And now?", 5)
        edit.payload["post"]["images"] = [{**SCRATCH, "alt": "A wheel"}]
        self.hear(edit)
        self.assertEqual((mention.media_ids, kept.state), (kept, "stored"))
        self.assertEqual(kept.alt, "A wheel")
        self.assertFalse(gone.exists())

    def test_a_deletion_on_the_network_deletes_the_copy(self):
        post = self.post("a", images=[SCRATCH])
        mention = self.hear(post)
        self.fetch()
        files = mention.media_ids._find_files()
        self.assertEqual(len(files), 2)
        self.hear(self.deletion(post))
        self.assertFalse(mention.media_ids)
        self.assertFalse(files.exists())

    def test_a_mention_that_is_erased_during_the_call_gets_no_copy(self):
        mention = self.hear_files(SCRATCH)
        real = FileClient.fetch

        def fetch(client, url, headers=None):
            mention.profile_id.sudo().action_erase()
            self.env.flush_all()
            return make_image()

        with patch.object(FileClient, "fetch", fetch):
            self.run_job(self.env["social.care.media"], "_fetch_pending", self.account)
        self.assertTrue(real)
        self.assertFalse(mention.media_ids)
        copies = [("res_model", "=", "social.care.media"), ("res_field", "!=", False)]
        self.assertFalse(self.env["ir.attachment"].search_count(copies))

    # -- earlier mentions ------------------------------------------------------

    def upgrade(self, version="19.0.1.2.0"):
        path = file_path("social_care/migrations/19.0.1.3.0/post-media.py")
        self.env.flush_all()
        load_script(path, "post_media").migrate(self.env.cr, version)
        self.env.invalidate_all()

    def test_files_of_earlier_mentions_get_records(self):
        page = {"url": f"{OTHER}?page", "kind": "link"}
        mention = self.hear_files(SCRATCH, OTHER, OTHER, page)
        old = self.hear_files(SCRATCH, uid="b")
        old.effective_at = fields.Datetime.now() - timedelta(days=60)
        wanted = mention.media_ids.mapped(lambda m: (m.source_url, m.alt, m.state))
        (mention | old).media_ids.unlink()
        self.upgrade()
        self.assertEqual(
            mention.media_ids.mapped(lambda m: (m.source_url, m.alt, m.state)), wanted
        )
        self.assertEqual(old.media_ids.state, "link")
        self.upgrade()
        self.assertEqual(len(mention.media_ids), 3)

    # -- personal data ---------------------------------------------------------

    def test_erasing_a_person_erases_their_files_at_once(self):
        mention = self.hear_files(SCRATCH)
        self.fetch()
        files = mention.media_ids._find_files()
        deleted = []
        traces = type(self.env["social.care.personal.data"])
        with patch.object(
            traces, "_delete_files", lambda s, paths: deleted.extend(paths)
        ):
            mention.profile_id.sudo().action_erase()
        self.assertTrue(deleted)
        self.assertFalse(mention.media_ids)
        self.assertFalse(files.exists())

    def test_retention_is_that_of_the_text(self):
        mention = self.hear_files(SCRATCH)
        self.fetch()
        self.account.retention_days = 30
        mention.effective_at = fields.Datetime.now() - timedelta(days=31)
        self.env["social.care.mention"]._gc_expired()
        self.assertFalse(mention.media_ids)

    def test_an_export_has_the_files(self):
        mention = self.hear_files(SCRATCH)
        self.fetch()
        profile = mention.profile_id
        profile.with_user(self.supervisor).action_export()
        (told,) = json.loads(b64decode(profile.sudo().export))["mentions"][0]["media"]
        self.assertEqual(told["description"], "A scratched wheel")
        kept = mention.media_ids._find_files(["content"]).raw
        self.assertEqual(b64decode(told["content"]), kept)

    # -- what we say -----------------------------------------------------------

    def attach(self, content=None, name="a.png", **vals):
        files = self.env["ir.attachment"].with_user(self.agent)
        content = content or make_image()
        model = "social.care.reply"
        return files.create({"name": name, "raw": content, "res_model": model, **vals})

    def test_what_we_publish_is_shown(self):
        mention = self.hear(self.post("a"))
        file = self.attach(description="The new wheel")
        reply = self.answer(mention, files=file)
        self.assertEqual(reply._get_panel_values()["media"][0]["alt"], "The new wheel")
        self.run_job(reply)
        self.assertEqual(reply.state, "published")
        (shown,) = self.shown(reply.published_mention_id)
        self.assertEqual((shown["name"], shown["state"]), ("a.png", "stored"))
        self.assertEqual(shown["thumbnail"], f"/web/image/{file.id}/320x320")

    def test_what_we_published_is_not_fetched_again(self):
        mention = self.hear(self.post("a"))
        reply = self.answer(mention, files=self.attach())
        self.run_job(reply)
        post = reply.published_mention_id
        post.media = [SCRATCH]
        self.assertEqual(self.fetch(), [])
        self.assertEqual(len(self.shown(post)), 1)

    def test_a_page_that_is_called_a_picture_is_not_sent(self):
        mention = self.hear(self.post("a"))
        page = self.attach(b"<html>hello</html>", "page.png", mimetype="image/png")
        with self.assertRaisesRegex(UserError, "page.png is not a picture"):
            self.answer(mention, files=page)

    def test_a_message_without_words_is_named_by_its_file(self):
        voice = {"url": LINK, "kind": "audio"}
        mention = self.hear(self.post("a", "", images=[voice]))
        self.assertEqual(mention.preview, "(Voice message)")
        self.fetch({LINK: make_sound()})
        self.assertEqual(mention.media_ids.mimetype, "audio/wav")
