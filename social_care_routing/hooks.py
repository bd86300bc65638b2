# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def post_init_hook(env):
    """Open tickets that are there already wait in the queue like new ones."""
    env["helpdesk.ticket"]._enqueue_social_care_backlog()
