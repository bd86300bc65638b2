# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Phone and CRM",
    "summary": "A caller's last posts on the card of the call, calls in the timeline",
    "version": "19.0.1.0.0",
    "development_status": "Alpha",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": ["social_care_cti", "social_care_crm"],
    "auto_install": True,
    "assets": {
        "web.assets_backend": [
            "social_care_cti_crm/static/src/**/*.esm.js",
            "social_care_cti_crm/static/src/**/*.xml",
        ],
    },
}
