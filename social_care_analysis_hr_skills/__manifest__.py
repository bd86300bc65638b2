# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Skills of Topics",
    "summary": "A topic asks for skills; agents find the tickets that fit theirs",
    "version": "19.0.1.2.0",
    "development_status": "Beta",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": ["social_care_analysis", "hr_skills"],
    "auto_install": True,
    "data": [
        "views/social_care_topic_views.xml",
        "views/helpdesk_ticket_views.xml",
    ],
}
