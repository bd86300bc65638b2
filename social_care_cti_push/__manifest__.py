# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Call Notices",
    "summary": "Calls of any phone system that calls a web address (CTI push)",
    "version": "19.0.1.0.0",
    "development_status": "Alpha",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": ["social_care_cti"],
    "data": [
        "security/ir.model.access.csv",
        "security/social_care_cti_push_rules.xml",
        "data/queue_job.xml",
        "data/ir_cron.xml",
        "views/social_care_phone_system_views.xml",
        "views/social_care_call_views.xml",
    ],
}
