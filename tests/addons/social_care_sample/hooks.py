# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def uninstall_hook(env):
    """Delete the accounts with everything they brought, before Odoo tries to delete
    them one by one.
    """
    accounts = env["social.care.account"].with_context(active_test=False)
    accounts.search([("network", "=", "sample")])._unlink_with_all()
