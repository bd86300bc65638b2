# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Public to Private",
    "summary": "A public line and a private message, or a one-time form, in one act",
    "version": "19.0.1.0.0",
    "development_status": "Alpha",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": ["social_care"],
    "data": [
        "security/ir.model.access.csv",
        "data/queue_job.xml",
        "views/private_form_templates.xml",
        "views/social_care_account_views.xml",
        "wizards/social_care_review_views.xml",
    ],
    "assets": {
        "web.assets_backend": ["social_care_go_private/static/src/composer/**/*"],
        "web.assets_frontend": ["social_care_go_private/static/src/page/**/*"],
        "web.assets_unit_tests": ["social_care_go_private/static/tests/*.test.js"],
    },
}
