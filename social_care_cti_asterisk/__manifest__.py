# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Asterisk",
    "summary": "Calls of an Asterisk: screen pop, click to call, queues",
    "version": "19.0.1.0.0",
    "development_status": "Alpha",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": ["social_care_cti"],
    "data": ["views/social_care_phone_system_views.xml"],
    "assets": {
        "web.assets_tests": ["social_care_cti_asterisk/static/tests/tours/**/*"],
    },
}
