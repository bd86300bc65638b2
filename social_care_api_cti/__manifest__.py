# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Calls for Outside Desktops",
    "summary": "Place, hold, transfer and end calls through the API",
    "version": "19.0.1.0.0",
    "development_status": "Alpha",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": ["social_care_api", "social_care_cti"],
    "auto_install": True,
}
