# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Sentiment of Customers",
    "summary": "Sentiment over time on the customer card",
    "version": "19.0.1.0.0",
    "development_status": "Alpha",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": ["social_care_crm", "social_care_analysis"],
    "auto_install": True,
    "assets": {
        "web.assets_backend": [
            "social_care_crm_analysis/static/src/**/*.scss",
            "social_care_crm_analysis/static/src/**/*.esm.js",
            "social_care_crm_analysis/static/src/**/*.xml",
        ],
    },
}
