# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Routing What-If",
    "summary": "Test the routing of a message and simulate past days with changes",
    "version": "19.0.1.0.0",
    "development_status": "Beta",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": ["social_care_routing"],
    "data": [
        "security/ir.model.access.csv",
        "security/social_care_replay_rules.xml",
        "data/queue_job.xml",
        "views/social_care_replay_views.xml",
        "wizards/social_care_routing_test_views.xml",
        "views/social_care_menus.xml",
    ],
    "assets": {
        "web.assets_backend": ["social_care_routing_replay/static/src/**/*"],
        "web.assets_unit_tests": ["social_care_routing_replay/static/tests/**/*"],
    },
}
