# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def pre_init_hook(env):
    """Add the column of the links' strength: else the ORM would compute it, and with it
    the contacts, for profiles that have no link yet. Raw SQL: the field is not known.
    """
    env.cr.execute(
        "ALTER TABLE social_care_profile ADD COLUMN IF NOT EXISTS link_strength varchar"
    )


def post_init_hook(env):
    """Turn contacts that supervisors chose before into links that they vouch for."""
    env["social.care.profile"].search([("partner_id", "!=", False)])._adopt_contacts()
