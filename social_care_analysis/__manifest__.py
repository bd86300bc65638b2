# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Analysis",
    "summary": "What is said, how much it matters, and what belongs together",
    "version": "19.0.1.0.0",
    "development_status": "Beta",
    "category": "Services/Helpdesk",
    "website": "https://github.com/OCA/helpdesk",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "license": "AGPL-3",
    "depends": ["social_care"],
    "external_dependencies": {"python": ["numpy", "scipy", "scikit-learn", "eldc"]},
    "data": [
        "security/ir.model.access.csv",
        "security/social_care_analysis_rules.xml",
        "data/queue_job.xml",
        "data/ir_cron.xml",
    ],
    "post_init_hook": "post_init_hook",
}
