# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Customers for Outside Desktops",
    "summary": "Card, timeline and search of customers through the API",
    "version": "19.0.1.0.0",
    "development_status": "Alpha",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": ["social_care_api", "social_care_crm"],
    "auto_install": True,
}
