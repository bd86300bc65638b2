# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# The app is social_care. Where this addon is on the addons path, too, the app brings
# all the others with it.
{
    "name": "Social Care: All Addons",
    "summary": "Networks, analysis, routing and CRM come with the app Social Care",
    "version": "19.0.1.0.0",
    "development_status": "Beta",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "icon": "/social_care/static/description/icon.png",
    "auto_install": ["social_care"],
    "depends": [
        "social_care",
        "social_care_analysis",
        "social_care_api",
        "social_care_api_events",
        "social_care_api_soap",
        "social_care_bluesky",
        "social_care_crm",
        "social_care_cti_asterisk",
        "social_care_cti_push",
        "social_care_cti_soap",
        "social_care_go_private",
        "social_care_routing",
        "social_care_routing_replay",
        "social_care_routing_staffing",
        "social_care_webhook",
    ],
}
