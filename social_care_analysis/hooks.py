# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def post_init_hook(env):
    """What was said lately is analysed too, in jobs."""
    env["social.care.mention"]._enqueue_backlog()
