# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: CRM and Ticket Merge",
    "summary": "Conversations move with the tickets that are merged",
    "version": "19.0.1.0.0",
    "development_status": "Alpha",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": ["social_care_crm", "helpdesk_mgmt_merge"],
    "data": ["security/ir.model.access.csv", "views/helpdesk_ticket_views.xml"],
    "assets": {
        "web.assets_backend": ["social_care_crm_merge/static/src/**/*"],
        "web.assets_unit_tests": ["social_care_crm_merge/static/tests/**/*"],
    },
    "auto_install": True,
}
