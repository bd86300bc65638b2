# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest

from ..tools.documents import DocumentCache


class TestDocuments(unittest.TestCase):
    def test_the_latest_used_ones_are_kept(self):
        cache = DocumentCache(size=2)
        for key in "ab":
            cache.keep(key, {key: b""})
        cache.find("a")
        cache.keep("c", {})
        self.assertEqual([cache.find(key) for key in "abc"], [{"a": b""}, None, {}])

    def test_what_is_old_or_forgotten_is_loaded_again(self):
        old, cache = DocumentCache(seconds=-1), DocumentCache()
        for one in (old, cache):
            one.keep("a", {})
        cache.forget("a")
        self.assertEqual([old.find("a"), cache.find("a")], [None, None])
