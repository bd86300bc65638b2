# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care",
    "summary": "Social mentions as a contact channel of the helpdesk",
    "version": "19.0.1.0.0",
    "development_status": "Beta",
    "category": "Services/Helpdesk",
    "website": "https://github.com/OCA/helpdesk",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "license": "AGPL-3",
    "application": True,
    "depends": ["helpdesk_mgmt", "queue_job", "bus"],
    "external_dependencies": {"python": ["regex"]},
    "data": [
        "security/social_care_groups.xml",
        "security/ir.model.access.csv",
        "security/social_care_rules.xml",
        "data/queue_job.xml",
        "data/ir_cron.xml",
    ],
}
