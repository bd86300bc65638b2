# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime

from odoo.tests import BaseCase

from ..tools import errors

HOSTILE = "No\x00 \ud83d\n" + "\u0301x" * 100_000


class TestErrors(BaseCase):
    """C2: words of a network that strangers may have chosen."""

    def test_every_message_can_be_stored_and_is_one_short_line(self):
        for error in (
            errors.Rejected(HOSTILE),
            errors.RecipientUnavailable(HOSTILE),
            errors.RateLimited(HOSTILE, datetime(2026, 1, 1)),
        ):
            said = str(error)
            self.assertLessEqual(len(said), errors.LONGEST_MESSAGE)
            self.assertFalse({"\x00", "\ud83d", "\n"} & set(said))
            self.assertTrue(said.startswith("No"))

    def test_an_ordinary_message_stays(self):
        words = "You may not reply to this post: “closed”."
        self.assertEqual(str(errors.Rejected(words)), words)
        self.assertEqual(str(errors.Temporary()), "")
