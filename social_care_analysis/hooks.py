# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def post_init_hook(env):
    """Analyze the latest mentions, in jobs."""
    env["social.care.mention"]._enqueue_backlog()
