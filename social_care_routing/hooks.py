# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def post_init_hook(env):
    """Enqueue open tickets that exist at installation."""
    env["helpdesk.ticket"]._enqueue_social_care_backlog()
