# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest

from ..tools.visitor import is_person

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)
PROGRAMS = (
    "Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)",
    "Bluesky Cardyb/1.1",
    "Mastodon/4.3.1 (http.rb/5.2.0; +https://mastodon.example/)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "WhatsApp/2.23.20.0",
    "TelegramBot (like TwitterBot)",
    "Twitterbot/1.0",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/140.0 Safari/537.36",
    "curl/8.5.0",
    "python-requests/2.34",
    "",
)


class TestVisitor(unittest.TestCase):
    def test_browsers_are_people(self):
        for agent in (FIREFOX, PHONE):
            self.assertTrue(is_person("GET", {"User-Agent": agent}), agent)

    def test_previews_bots_and_tools_are_not(self):
        for agent in PROGRAMS:
            self.assertFalse(is_person("GET", {"User-Agent": agent}), agent)

    def test_a_browser_that_loads_a_page_in_advance_is_no_click(self):
        for name, value in (("Sec-Purpose", "prefetch"), ("X-Moz", "prefetch")):
            self.assertFalse(is_person("GET", {"User-Agent": FIREFOX, name: value}))

    def test_asking_for_the_headers_alone_is_no_click(self):
        self.assertFalse(is_person("HEAD", {"User-Agent": FIREFOX}))

    def test_a_request_without_a_name_is_no_person(self):
        self.assertFalse(is_person("GET", {}))

    def test_a_name_of_any_length_is_bounded(self):
        self.assertTrue(is_person("GET", {"User-Agent": FIREFOX + "x" * 1_000_000}))
