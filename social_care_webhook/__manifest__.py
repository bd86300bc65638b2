# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Social Care: Other Tools (Webhook)",
    "summary": "Any monitoring tool pushes mentions, signed; replies go back to it",
    "version": "19.0.1.1.0",
    "development_status": "Beta",
    "category": "Services/Helpdesk",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "license": "AGPL-3",
    "depends": ["social_care"],
    "data": [
        "data/helpdesk_ticket_channel.xml",
        "views/social_care_account_views.xml",
    ],
    "demo": ["demo/social_care_account_demo.xml"],
    "assets": {
        "web.assets_tests": ["social_care_webhook/static/tests/tours/**/*"],
    },
    "uninstall_hook": "uninstall_hook",
}
