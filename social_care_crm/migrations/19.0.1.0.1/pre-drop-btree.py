# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def migrate(cr, version):
    """Drop the B-tree indexes of addresses and numbers: contacts with an address of
    more than 2,700 bytes could not be saved. Hash indexes replace them.
    """
    cr.execute("DROP INDEX IF EXISTS res_partner__email_normalized_index")
    cr.execute("DROP INDEX IF EXISTS res_partner__phone_sanitized_index")
