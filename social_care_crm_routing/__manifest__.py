# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: CRM and Routing",
    "summary": "The weight of a customer counts in the queue",
    "version": "19.0.1.0.0",
    "development_status": "Alpha",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": ["social_care_crm", "social_care_routing_replay"],
    "data": ["security/social_care_crm_routing_rules.xml"],
    "demo": ["demo/social_care_stream_demo.xml"],
    "auto_install": True,
}
