# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def uninstall_hook(env):
    """Accounts go with all that they heard, before Odoo tries to delete one of them."""
    accounts = env["social.care.account"].with_context(active_test=False)
    accounts.search([("network", "=", "webhook")])._unlink_with_all()
