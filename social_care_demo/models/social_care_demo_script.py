# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

DELIVERIES = [
    ("normal", "At once"),
    ("duplicate", "Twice"),
    ("disorder", "In the wrong order: the next overtakes it"),
    ("bad_signature", "With a wrong signature"),
    ("held", "Not at all: only polling finds it"),
]
SIGNATURES = [
    ("timed", "Time and body, the time in a header of its own"),
    ("pair", "Time and body in one header (like TikTok)"),
    ("prefixed", "Body alone, base64 (like X)"),
    ("ed25519", "Time and body with a public key (like Discord)"),
    ("secret", "Nothing: a constant secret (like Telegram)"),
]
WIRES = [("json", "JSON"), ("form", "Form"), ("xml", "XML")]
SUBSCRIPTIONS = [
    ("alive", "Alive"),
    ("died", "Ended without a word: nothing is pushed until it is renewed"),
    ("refused", "Ended, and refuses to be renewed"),
]
PUBLISHINGS = [
    ("ok", "Works"),
    ("400", "400: refuses the text"),
    ("401", "401: access ended"),
    ("403", "403: permission missing"),
    ("blocked", "403: this recipient blocked us"),
    ("inside_200", "200 with an error inside"),
    ("429", "429: asks to slow down"),
    ("500", "500: a fault of its own"),
    ("lost_answer", "Takes it, but the answer is lost (time-out)"),
    ("pending", "Takes it, and reviews it before others see it"),
    ("upload", "Fails while it takes the pictures"),
    ("expired", "Forgets the pictures before it publishes them"),
]
LOGINS = [
    ("ok", "Works"),
    ("html", "Answers with a web page instead of tokens"),
]


class SocialCareDemoScript(models.Model):
    """Behavior of the demo network toward one account.

    A separate model, because the network writes it in its own transaction while ours
    may have locked the account.
    """

    _name = "social.care.demo.script"
    _description = "Demo Network Script"

    account_ids = fields.One2many("social.care.account", "demo_script_id")
    delivery = fields.Selection(DELIVERIES, required=True, default="normal")
    signature = fields.Selection(
        SIGNATURES,
        string="Signed with",
        required=True,
        default="timed",
        help="What the network signs its notices with.",
    )
    publishing = fields.Selection(
        PUBLISHINGS,
        required=True,
        default="ok",
        help="What the next publishing meets; the one after it works again.",
    )

    is_renaming_edits = fields.Boolean(
        string="New IDs for edits", help="Each edit of a post gets an ID of its own."
    )
    wire = fields.Selection(WIRES, required=True, default="json")
    subscription = fields.Selection(SUBSCRIPTIONS, required=True, default="alive")

    login = fields.Selection(
        LOGINS,
        required=True,
        default="ok",
        help="What the next renewal of the access meets.",
    )

    def _take_failure(self, step="publish"):
        """Return the failure of the next step, once. The row is only written if it
        changes, because several workers publish at the same time.

        :param step: ``prepare`` or ``publish``
        :return: code of ``PUBLISHINGS``
        """
        failure = self.publishing
        if failure == "ok" or (failure == "upload") != (step == "prepare"):
            return "ok"
        self.publishing = "ok"
        return failure

    def _deliver(self, notice):
        is_pushed = self.subscription == "alive"
        delivery = self.delivery if is_pushed else "held"
        getattr(self, f"_deliver_{delivery}")(notice)

    def _deliver_normal(self, notice):
        for waiting in notice._find_waiting():
            waiting._push()

    def _deliver_duplicate(self, notice):
        self._deliver_normal(notice)
        notice._push()

    def _deliver_disorder(self, notice):
        waiting = notice._find_waiting()
        if len(waiting) > 1:
            for latest_first in reversed(waiting):
                latest_first._push()

    def _deliver_bad_signature(self, notice):
        notice._push(secret="not the secret")

    def _deliver_held(self, notice):
        notice.state = "held"
