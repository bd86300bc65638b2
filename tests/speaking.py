# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Replies on the demo network, which counts what is said there."""

from collections import Counter


def make_replies(env, count):
    """Queued replies, each in a conversation of its own."""
    mentions = _make_mentions(env, count)
    replies = env["social.care.reply"].create(
        [
            {
                "thread_id": mention.thread_id.id,
                "mention_id": mention.id,
                "body": f"answer to {mention.external_id}",
                "visibility": "public",
            }
            for mention in mentions
        ]
    )
    replies.action_send()
    return replies


def _make_mentions(env, count):
    account = env["social.care.account"].create(
        {"name": "Speaker", "network": "demo", "handle": "speaker"}
    )
    account._connect()
    person = env["social.care.demo.person"].create(
        {"name": "Customer", "handle": "customer-of-speaker"}
    )
    said = {"account_id": account.id, "person_id": person.id}
    posts = env["social.care.demo.post"].create(
        [{**said, "text": f"@speaker question {number}"} for number in range(count)]
    )
    for post in posts:
        post._tell("post")
    while env["social.care.event"]._ingest_batch():
        pass
    domain = [("account_id", "=", account.id), ("is_own", "=", False)]
    return env["social.care.mention"].search(domain)


def assert_said_once(test, replies):
    """All are published, and the network has each of them once and nothing else."""
    test.assertEqual(set(replies.mapped("state")), {"published"})
    said = replies.env["social.care.demo.post"].search(
        [("account_id", "=", replies.account_id.id), ("is_own", "=", True)]
    )
    once = dict.fromkeys(replies.mapped("record_key"), 1)
    test.assertEqual(Counter(said.mapped("record_key")), once)
    test.assertEqual(set(replies.mapped("external_id")), set(said.mapped("uid")))
