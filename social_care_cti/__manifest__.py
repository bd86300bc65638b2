# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Phone",
    "summary": "Calls in the helpdesk: screen pop, click to call, one agent state",
    "version": "19.0.1.0.0",
    "development_status": "Alpha",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": ["social_care_routing", "phone_validation"],
    "external_dependencies": {"python": ["phonenumbers"]},
    "data": [
        "security/ir.model.access.csv",
        "security/social_care_cti_rules.xml",
        "data/queue_job.xml",
        "data/ir_cron.xml",
        "views/social_care_call_views.xml",
        "views/social_care_phone_system_views.xml",
        "views/social_care_agent_report_views.xml",
        "views/helpdesk_ticket_views.xml",
        "views/helpdesk_ticket_team_views.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "social_care_cti/static/src/**/*.scss",
            "social_care_cti/static/src/**/*.esm.js",
            "social_care_cti/static/src/**/*.xml",
        ],
        "web.assets_unit_tests": ["social_care_cti/static/tests/*.js"],
    },
    "post_init_hook": "post_init_hook",
}
