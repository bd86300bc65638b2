# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Routing",
    "summary": "One work queue over all channels: the right person first, and why",
    "version": "19.0.1.0.0",
    "development_status": "Beta",
    "category": "Services/Helpdesk",
    "website": "https://github.com/OCA/helpdesk",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "license": "AGPL-3",
    "depends": ["social_care_analysis_hr_skills", "helpdesk_mgmt_sla"],
    "data": [
        "security/ir.model.access.csv",
        "security/social_care_routing_rules.xml",
        "data/social_care_medium.xml",
        "data/queue_job.xml",
        "data/ir_cron.xml",
        "views/social_care_wallboard_views.xml",
        "views/social_care_skill_rule_views.xml",
        "views/social_care_need_views.xml",
        "views/helpdesk_ticket_routing_views.xml",
        "views/social_care_staffing_views.xml",
        "views/social_care_agent_views.xml",
        "views/social_care_capacity_views.xml",
        "views/social_care_pause_reason_views.xml",
        "views/helpdesk_ticket_team_views.xml",
        "views/helpdesk_ticket_channel_views.xml",
        "views/helpdesk_sla_views.xml",
        "views/social_care_menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "social_care_routing/static/src/**/*.scss",
            "social_care_routing/static/src/**/*.esm.js",
            "social_care_routing/static/src/**/*.xml",
        ],
        "web.assets_unit_tests": ["social_care_routing/static/tests/*.js"],
        "web.assets_tests": ["social_care_routing/static/tests/tours/**/*"],
    },
    "post_init_hook": "post_init_hook",
}
