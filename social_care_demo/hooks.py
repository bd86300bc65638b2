# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def uninstall_hook(env):
    """Delete the accounts of the network before the users who work for them."""
    accounts = env["social.care.account"].with_context(active_test=False)
    accounts.search([("network", "=", "demo")])._unlink_with_all()
