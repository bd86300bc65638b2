# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Helpdesk SLA: Response Times",
    "summary": "SLA targets for first response, next response and resolution",
    "version": "19.0.1.0.0",
    "development_status": "Beta",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": ["helpdesk_mgmt_sla"],
    "data": [
        "security/helpdesk_sla_rules.xml",
        "views/helpdesk_sla_views.xml",
        "views/helpdesk_ticket_sla_views.xml",
        "views/helpdesk_sla_report_views.xml",
    ],
    "pre_init_hook": "pre_init_hook",
}
