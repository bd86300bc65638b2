# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Translation",
    "summary": "Translate messages in place, by a service that you choose",
    "version": "19.0.1.0.0",
    "development_status": "Beta",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": ["social_care_analysis"],
    "data": [
        "security/ir.model.access.csv",
        "security/social_care_translate_rules.xml",
        "data/queue_job.xml",
        "views/social_care_translator_views.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "social_care_translate/static/src/translation.esm.js",
            "social_care_translate/static/src/translation.xml",
            "social_care_translate/static/src/translation.scss",
        ],
        "web.assets_unit_tests": ["social_care_translate/static/tests/*.test.js"],
    },
}
