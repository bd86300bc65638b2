# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Social Care: Demo Network",
    "summary": "A social network inside Odoo: post as a customer, script its failures",
    "version": "19.0.1.2.0",
    "development_status": "Beta",
    "category": "Services/Helpdesk",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "license": "AGPL-3",
    "depends": ["social_care"],
    "data": [
        "security/ir.model.access.csv",
        "security/social_care_demo_rules.xml",
        "data/helpdesk_ticket_channel.xml",
        "views/social_care_account_views.xml",
        "views/social_care_demo_templates.xml",
        "views/social_care_demo_login_templates.xml",
        "views/social_care_demo_menus.xml",
    ],
    "demo": [
        "demo/res_users_demo.xml",
        "demo/helpdesk_ticket_team_demo.xml",
        "demo/social_care_account_demo.xml",
        "demo/social_care_rule_demo.xml",
        "demo/mail_canned_response_demo.xml",
        "demo/social_care_macro_demo.xml",
        "demo/social_care_demo_story.xml",
    ],
    "assets": {
        "web.assets_backend": ["social_care_demo/static/src/*.esm.js"],
        "web.assets_tests": ["social_care_demo/static/tests/tours/**/*"],
    },
    "uninstall_hook": "uninstall_hook",
}
