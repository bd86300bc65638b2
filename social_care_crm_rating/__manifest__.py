# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Ratings",
    "summary": "Customers rate the service in private; ratings in one history",
    "version": "19.0.1.0.0",
    "development_status": "Alpha",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": ["social_care_crm", "helpdesk_mgmt_rating"],
    "auto_install": True,
    "data": [
        "security/ir.model.access.csv",
        "security/social_care_crm_rating_rules.xml",
        "data/queue_job.xml",
        "views/rating_templates.xml",
        "views/social_care_rating_request_views.xml",
        "views/helpdesk_ticket_views.xml",
        "views/helpdesk_ticket_team_views.xml",
        "views/res_config_settings_views.xml",
        "views/res_partner_views.xml",
    ],
    "assets": {
        "web.assets_backend": ["social_care_crm_rating/static/src/card/**/*"],
        "web.assets_frontend": ["social_care_crm_rating/static/src/**/*.scss"],
        "web.assets_tests": ["social_care_crm_rating/static/tests/tours/**/*"],
    },
}
