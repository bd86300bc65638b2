# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The link to the page of a rating: only its customer sees the secret in it."""

from odoo.addons.social_care.tools import secret_links

PATH = "/social_care/rate/"
secret_links.register(PATH)
