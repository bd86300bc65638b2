# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


class AppContract:
    """Challenges, accounts under one app and subscriptions; skipped where a network has
    none."""

    def test_app_challenge_is_answered_and_not_stored(self):
        """C4: the network tests the address by GET or POST and wants its own answer."""
        self.require_webhook()
        self.require(self.challenges(), "challenges")
        for challenge in self.challenges():
            response = self.ask(challenge)
            self.assertEqual(response.status_code, challenge.answer.status)
            self.assertEqual(response.text, challenge.answer.body)
            kind = challenge.answer.content_type.partition(";")[0]
            self.assertIn(kind, response.headers["Content-Type"])
        self.assertFalse(self.all_events())

    def test_app_challenge_of_a_stranger_is_refused(self):
        """C4: nobody else learns that there is an address."""
        self.require_webhook()
        challenges = self.challenges()
        self.require(challenges, "challenges")
        self.app.verify_token = self.app.webhook_secret = "another"
        for challenge in challenges:
            self.assertIn(self.ask(challenge).status_code, (401, 403, 404))

    def test_app_splits_a_webhook_to_its_accounts(self):
        """C5: three accounts, of which one is unknown; each keeps what is its own."""
        self.require_shared_app()
        second = self.make_second_account()
        first, other, lost = (self.customer_posts(f"Hello {n}") for n in range(3))
        parts = {self.account.webhook_key: [first], "second": [other], "lost": [lost]}
        raw = self.encode_for(parts)
        self.assertLess(self.push_raw(raw, self.sign(raw)).status_code, 300)
        unknown = self.app.unknown_account_ids
        self.assertEqual(unknown.webhook_key, "lost")
        for account, notice in (
            (self.account, first),
            (second, other),
            (unknown, lost),
        ):
            events = self.env["social.care.event"].search(
                [("account_id", "=", account.id)]
            )
            self.assertEqual(events.external_id, notice.external_id)

    def test_app_keeps_the_notices_of_an_unknown_account_unread(self):
        """C5: until an administrator connects it."""
        self.require_shared_app()
        notice = self.customer_posts("Where is my parcel?")
        raw = self.encode_for({"lost": [notice]})
        self.push_raw(raw, self.sign(raw))
        self.ingest()
        unknown = self.app.unknown_account_ids
        self.assertEqual(unknown.unread_event_count, 1)
        self.assertIn(unknown.name, self.app._diagnose()[0].title)

    def test_app_renews_a_subscription_that_ended(self):
        """C16: read back daily, and subscribed again."""
        self.require_webhook()
        alive = self.connector._check_subscription(self.app)
        self.require(alive is not None, "subscription that can be read back")
        self.app._check_subscription()
        self.assertFalse(self.app.subscription_renewed_at)
        self.end_subscription()
        self.assertIs(self.connector._check_subscription(self.app), False)
        self.app._check_subscription()
        self.assertIs(self.connector._check_subscription(self.app), True)
        self.assertTrue(self.app.subscription_renewed_at)

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------
    def require_shared_app(self):
        self.require_webhook()
        self.require(self.capabilities.shares_app, "apps with several accounts")

    def make_second_account(self):
        return self.env["social.care.account"].create(
            {
                "name": "Second",
                "network": self.account.network,
                "company_id": self.account.company_id.id,
                "app_id": self.app.id,
                "webhook_key": "second",
            }
        )

    def ask(self, challenge):
        if challenge.raw is None:
            return self.url_open(self.webhook_path, params=challenge.params)
        headers = {**challenge.headers, **self.sign(challenge.raw)}
        return self.push_raw(challenge.raw, headers)
