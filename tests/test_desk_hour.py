# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""An hour of an agent's work in a minute, without a mouse: six customers at once."""

from pathlib import Path

from .desk import INPUT, SENT, DeskCase

PICTURE = Path(__file__).parents[1] / "social_care/static/description/icon.png"
PUBLIC, PRIVATE = "Alt+Shift+P", "Alt+Shift+D"
RESOLVE = "Control+Shift+Enter"
POSTS = {
    "Adam": "Where is my parcel?",
    "Berta": "My order number is 4711.",
    "Carl": "It arrived like this.",
    "Dora": "When does the shop open again?",
    "Emil": "My voucher does not work.",
    "Fay": "Do you ship to Norway?",
}
# Those who write once more, each while the agent is elsewhere. Emil waits already: his
# second message was not answered.
ANSWERS = {
    "Emil": "It expires tomorrow!",
    "Adam": "It is still not here.",
    "Berta": "And 4712, please.",
    "Carl": "Can I have a new one?",
    "Dora": "I need to know today.",
}


class TestDeskHour(DeskCase):
    def test_an_hour_of_work_by_keyboard_alone(self):
        self.customers_write()
        self.anna = self.sit_down("hour_anna")
        self.answer_first_messages()
        self.snooze_one()
        self.merge_one()
        self.notice_every_answer()
        self.collide_with_a_colleague()
        self.work_off_who_waits()
        self.assert_outcome()

    # -- six customers ---------------------------------------------------------

    def customers_write(self):
        for name, text in POSTS.items():
            self.say(name, text, **self.get_post_vals(name))
        self.say("Emil", "Now it says that my voucher is used.")
        self.wait_for_tickets(len(POSTS) + 1)

    def get_post_vals(self, name):
        if name == "Carl":
            file = {"name": "broken.png", "raw": PICTURE.read_bytes()}
            return {"image_ids": [(0, 0, file)]}
        return {"private": name == "Berta"}

    def answer_first_messages(self):
        anna = self.anna
        anna.open_tickets()
        self.open_and_reply("Adam", "It is on its way.", PUBLIC)
        self.open_and_reply("Berta", "We look into it.", PRIVATE)
        anna.open_row(POSTS["Carl"])
        anna.wait_for(".o_social_care_message .o_social_care_media img")
        anna.compose("Sorry! This is the one that we send.", PRIVATE)
        anna.attach(PICTURE)
        self.send("Sorry!")
        self.open_and_reply("Fay", "Yes, we do.", PUBLIC, RESOLVE)

    def open_and_reply(self, name, text, choose, send="Control+Enter"):
        self.anna.open_row(POSTS[name])
        self.anna.compose(text, choose)
        self.send(text, send)

    def send(self, text, keys="Control+Enter"):
        """Send, see it published, and go back to the list."""
        self.anna.press(keys)
        self.anna.wait_for(SENT, text)
        self.anna.go_back()

    # -- snooze, merge ---------------------------------------------------------

    def snooze_one(self):
        anna = self.anna
        anna.open_row(POSTS["Dora"])
        anna.reply("We tell you tomorrow.", PUBLIC)
        anna.press("Alt+Shift+Z")
        anna.wait_for(".modal", "Snooze")
        anna.press("Alt+Q")
        anna.wait_for(".alert", "Snoozed until")
        with self.env() as env:
            self.assertTrue(self.find_ticket(env, "Dora").social_care_snoozed_until)
        anna.go_back()

    def merge_one(self):
        anna = self.anna
        anna.open_row(POSTS["Emil"])
        anna.reply("We check your voucher.", PUBLIC)
        anna.press_until("Shift+Tab", "button[name=action_social_care_merge]")
        anna.press("Enter")
        anna.wait_for(".modal", "Merge Tickets")
        anna.press_until("Tab", ".modal button[name=merge_tickets]")
        anna.press("Enter")
        anna.wait_until_gone(".modal")
        anna.open_tickets()

    # -- noticing --------------------------------------------------------------

    def notice_every_answer(self):
        """Toast, number in the top bar and title of the tab, of each answer."""
        for count, (name, text) in enumerate(ANSWERS.items(), 1):
            self.answer(name, text)
            self.wait_for_notice(name, text, count)
        self.assertEqual(len(self.anna.toasts), len(ANSWERS), self.anna.toasts)

    def wait_for_notice(self, name, text, count):
        with self.env() as env:
            number = self.find_ticket(env, name).number
        title = f"{name} wrote on {number}"

        def is_noticed():
            told = any(title in toast and text in toast for toast in self.anna.toasts)
            return told and self.anna.waiting == count

        self.anna.wait_until(
            is_noticed, f"a toast of {name}, and {count} in the top bar"
        )
        self.assertTrue(self.anna.title.startswith(f"({count}) "), self.anna.title)

    # -- colliding -------------------------------------------------------------

    def collide_with_a_colleague(self):
        """A colleague sees who writes; the writer is shown what is said meanwhile."""
        piotr = self.sit_down("hour_piotr")
        piotr.open_tickets()
        self.anna.open_row(ANSWERS["Adam"])
        self.anna.compose("It arrives on Monday.", PUBLIC)
        piotr.open_row(ANSWERS["Adam"])
        piotr.wait_for(".o_social_care_blocked", "Anna Novak is replying")
        self.assertFalse(piotr.sees(f"{INPUT}:enabled"))
        self.answer("Adam", "Found it, it was at my neighbor's.")
        self.anna.wait_for(".o_social_care_message", "Found it")
        self.anna.press(RESOLVE)
        self.anna.wait_for(".modal", "Said since you began to write")
        self.assertTrue(self.anna.sees(".modal", "Found it"))
        self.anna.press("Enter")
        self.anna.wait_for(SENT, "It arrives on Monday.")
        piotr.wait_until_gone(".o_social_care_blocked")

    # -- the rest --------------------------------------------------------------

    def work_off_who_waits(self):
        """From one customer who waits to the next, each answered and resolved."""
        count = len(ANSWERS) - 1
        # Adam's ticket is resolved by its reply's job.
        self.anna.wait_until(lambda: self.anna.waiting == count, f"{count} wait")
        for left in range(count, 0, -1):
            self.anna.open_next()
            self.anna.compose("We take care of it now.", self.choose_visibility())
            self.anna.press(RESOLVE)
            self.anna.wait_until(
                lambda left=left: self.anna.waiting == left - 1, f"{left - 1} wait"
            )
        self.assertFalse(self.anna.title.startswith("("), self.anna.title)

    def choose_visibility(self):
        """Whoever writes direct messages is answered by one."""
        private = (ANSWERS["Berta"], ANSWERS["Carl"])
        sees = [self.anna.sees(".o_social_care_message", text) for text in private]
        return PRIVATE if any(sees) else PUBLIC

    def assert_outcome(self):
        self.wait_until(lambda env: all(self.find_tickets(env).mapped("closed")), "end")
        with self.env() as env:
            self.assertEqual(self.list_visibilities(env, "Adam"), ["public"] * 2)
            self.assertEqual(self.list_visibilities(env, "Berta"), ["private"] * 2)
            self.assertEqual(self.list_visibilities(env, "Carl"), ["private"] * 2)
            self.assert_merged(env)
            self.assert_all_owned(env)

    def list_visibilities(self, env, name):
        replies = self.find_replies(env, name)
        self.assertEqual(set(replies.mapped("state")), {"published"})
        self.assertEqual(set(replies.user_id.mapped("name")), {"Anna Novak"})
        return replies.mapped("visibility")

    def assert_merged(self, env):
        emil = self.find_tickets(env, "Emil")
        self.assertEqual(len(emil), 1)
        self.assertEqual(len(emil.social_care_thread_ids), 2)

    def assert_all_owned(self, env):
        tickets = self.find_tickets(env)
        self.assertEqual(len(tickets), len(POSTS))
        self.assertEqual(tickets.user_id.mapped("name"), ["Anna Novak"])
