# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care Bluesky",
    "summary": "Hear and answer posts on Bluesky from the helpdesk",
    "version": "19.0.1.1.0",
    "development_status": "Beta",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "license": "AGPL-3",
    "category": "Services/Helpdesk",
    "depends": ["social_care"],
    "data": ["data/helpdesk_ticket_channel.xml"],
}
