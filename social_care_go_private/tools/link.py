# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The link to a private form: it stands in public, its secret in no place of ours."""

from odoo.addons.social_care.tools import secret_links

PATH = "/social_care/private/"
secret_links.register(PATH)
