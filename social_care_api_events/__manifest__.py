# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Events for Outside Desktops",
    "summary": "Webhooks tell other contact centers what happens in the queue",
    "version": "19.0.1.0.0",
    "development_status": "Alpha",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": ["social_care_api"],
    "data": [
        "security/ir.model.access.csv",
        "security/social_care_api_events_rules.xml",
        "data/queue_job.xml",
        "data/ir_cron.xml",
        "data/social_care_api_event_type.xml",
        "wizards/social_care_api_replay_views.xml",
        "wizards/social_care_api_rotation_views.xml",
        "views/social_care_api_delivery_views.xml",
        "views/social_care_api_subscription_views.xml",
    ],
}
