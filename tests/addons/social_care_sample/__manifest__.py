# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Sample Board",
    "summary": "Posts and messages of a Sample board, and replies to them",
    "version": "19.0.1.0.0",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "license": "AGPL-3",
    "depends": ["social_care"],
    "data": [
        "data/helpdesk_ticket_channel.xml",
        "views/social_care_account_views.xml",
    ],
    "assets": {"web.assets_backend": ["social_care_sample/static/src/**/*"]},
    "uninstall_hook": "uninstall_hook",
}
