# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Social Care",
    "summary": "Social customer care: hear, route and answer what people say",
    "version": "19.0.1.0.0",
    "development_status": "Beta",
    "category": "Services/Helpdesk",
    "website": "https://github.com/OCA/helpdesk",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "license": "AGPL-3",
    "application": True,
    "depends": [
        "social_care",
        "social_care_analysis",
        "social_care_bluesky",
        "social_care_routing",
        "social_care_webhook",
    ],
}
