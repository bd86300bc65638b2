# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

BATCH = 1000


def post_init_hook(env):
    """Numbers that were typed before ``phonenumbers`` was there are read now: without
    it Odoo leaves them empty, and no call finds its contact.
    """
    partners = env["res.partner"].with_context(active_test=False)
    domain = [("phone", "!=", False), ("phone_sanitized", "=", False)]
    field = partners._fields["phone_sanitized"]
    unread = partners.search(domain)
    for begin in range(0, len(unread), BATCH):
        some = unread[begin : begin + BATCH]
        env.add_to_compute(field, some)
        some._recompute_recordset(["phone_sanitized"])
