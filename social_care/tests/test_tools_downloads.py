# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import gzip
import time

from odoo.addons.social_care.tools import downloads, errors
from odoo.addons.social_care.tools.downloads import FileClient
from odoo.addons.social_care.tools.media import Refused

from .hostile_files import PAGES, make_image, make_video
from .http_network import NetworkCase

SHORT = 1.5
PICTURE = make_image()


class TestDownloads(NetworkCase):
    """A file is read as far as it is kept, wherever its address leads."""

    def fetch(self, url=None, headers=None, **options):
        options.setdefault("allowed_private", frozenset({self.host}))
        return FileClient(**options).fetch(url or self.url, headers)

    def answer(self, status=200, body=PICTURE, **headers):
        self.server.behave = lambda handler: handler.say(status, body, **headers)

    def assert_refused(self, reason, **options):
        with self.assertRaises(Refused) as caught:
            self.fetch(**options)
        self.assertEqual(caught.exception.reason, reason)

    def pour(self, head):
        """Answer without end, as fast as the client reads."""
        sent = []

        def behave(handler):
            handler.send_response(200)
            handler.end_headers()
            handler.wfile.write(head)
            for _ in range(2000):
                handler.wfile.write(bytes(64 * 1024))
                sent.append(64 * 1024)

        self.server.behave = behave
        return sent

    def test_a_picture_arrives_whole(self):
        self.answer()
        self.assertEqual(self.fetch(), PICTURE)

    def test_what_the_server_calls_it_does_not_matter(self):
        self.answer(body=PAGES[0], Content_Type="image/png")
        self.assert_refused("type")
        self.answer(Content_Type="text/html")
        self.assertEqual(self.fetch(), PICTURE)

    def test_an_endless_picture_ends_at_eight_megabytes(self):
        sent = self.pour(PICTURE)
        self.assert_refused("size")
        self.assertLess(sum(sent), 20 * 2**20)

    def test_an_endless_video_ends_at_twenty_five(self):
        sent = self.pour(make_video())
        self.assert_refused("size")
        self.assertLess(sum(sent), 40 * 2**20)

    def test_of_an_endless_page_one_part_is_read(self):
        sent = self.pour(PAGES[0] + b" " * 100)
        self.assert_refused("type")
        self.assertLess(sum(sent), 10 * 2**20)

    def test_a_slow_server_is_left_in_time(self):
        def behave(handler):
            handler.send_response(200)
            handler.end_headers()
            for _ in range(50):
                handler.wfile.write(b"\x89")
                handler.wfile.flush()
                time.sleep(0.2)

        self.server.behave = behave
        started = time.monotonic()
        with self.assertRaises(errors.Temporary):
            self.fetch(whole=SHORT)
        self.assertLess(time.monotonic() - started, SHORT + 3)

    def test_a_compressed_answer_is_refused(self):
        self.answer(body=gzip.compress(PICTURE), Content_Encoding="gzip")
        self.assert_refused("type")
        self.assertEqual(self.server.seen[0][2]["Accept-Encoding"], "identity")

    def test_an_expired_link_is_gone(self):
        for status in (400, 401, 403, 404, 410, 204):
            self.answer(status, b"")
            self.assert_refused("gone")

    def test_a_fault_of_the_server_may_pass(self):
        for status in (408, 425, 429, 500, 503):
            self.answer(status, b"")
            with self.assertRaises(errors.Temporary):
                self.fetch()

    # -- redirects -------------------------------------------------------------

    def redirect(self, *targets):
        """Answer the first requests with redirects, then with the picture."""
        left = list(targets)

        def behave(handler):
            if left:
                handler.say(302, b"<html>moved</html>", Location=left.pop(0))
            else:
                handler.say(200, PICTURE)

        self.server.behave = behave

    def test_a_redirect_is_followed(self):
        self.redirect("/there", f"http://{self.host}/everywhere")
        self.assertEqual(self.fetch(), PICTURE)
        paths = [path for _method, path, *_rest in self.server.seen]
        self.assertEqual(paths, ["/post", "/there", "/everywhere"])

    def test_a_redirect_without_end_ends(self):
        self.redirect(*["/again"] * 20)
        with self.assertRaises(errors.Rejected):
            self.fetch()
        self.assertLessEqual(len(self.server.seen), 4)

    def test_a_redirect_to_a_private_address_leads_nowhere(self):
        for target in (
            "http://127.0.0.1:1/",
            "http://169.254.169.254/latest/meta-data/",
            "http://10.0.0.1/",
            "http://[::1]/",
            "http://0x7f000001/",
            "http://localhost:1/",
        ):
            self.redirect(target)
            with self.assertRaises(errors.ConnectorError, msg=target) as caught:
                self.fetch()
            self.assertNotIsInstance(caught.exception, Refused)
            self.assertEqual(len(self.server.seen), 1)
            self.server.seen.clear()

    def test_a_redirect_to_a_name_that_is_private_leads_nowhere(self):
        self.redirect("http://cdn.example/picture.png")
        with self.name_leads_to("cdn.example", "192.168.0.7"):
            with self.assertRaises(errors.Rejected):
                self.fetch()

    def test_a_redirect_to_something_else_than_the_web_leads_nowhere(self):
        for target in ("file:///etc/passwd", "ftp://x.example/", "data:text/html,x"):
            self.redirect(target)
            with self.assertRaises(errors.Rejected, msg=target):
                self.fetch()

    def test_credentials_stay_with_their_host(self):
        self.redirect(f"http://localhost:{self.port}/there")
        allowed = frozenset({self.host, f"localhost:{self.port}"})
        secret = {"Authorization": "Bearer secret"}
        self.fetch(headers=secret, allowed_private=allowed)
        first, second = (headers for *_start, headers, _body in self.server.seen)
        self.assertEqual(first["Authorization"], "Bearer secret")
        self.assertNotIn("Authorization", second)

    def test_credentials_stay_with_scheme_host_and_port(self):
        place = downloads._get_place("https://cdn.example/a")
        for same in ("https://cdn.example:443/b", "HTTPS://CDN.example?c"):
            self.assertEqual(downloads._get_place(same), place)
        for other in (
            "http://cdn.example/a",
            "https://cdn.example:8443/a",
            "https://evil.example/a",
            "https://cdn.example@evil.example/a",
            "https://evil.example\\@cdn.example/a",
            "https://cdn.example:x/",
            "file:///etc/passwd",
        ):
            self.assertNotEqual(downloads._get_place(other), place, other)

    def test_without_permission_no_private_address_is_asked(self):
        with self.assertRaises(errors.Rejected):
            self.fetch(allowed_private=frozenset())
        self.assertFalse(self.server.seen)
