# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: CRM",
    "summary": "Who is talking: links of social profiles to contacts, and one history",
    "version": "19.0.1.0.0",
    "development_status": "Alpha",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": ["social_care", "crm"],
    "external_dependencies": {"python": ["phonenumbers"]},
    "data": [
        "security/ir.model.access.csv",
        "security/social_care_crm_rules.xml",
        "security/social_care_customer_rules.xml",
        "views/social_care_profile_views.xml",
        "views/social_care_link_views.xml",
        "views/res_partner_views.xml",
        "views/res_config_settings_views.xml",
        "views/social_care_confirmation_templates.xml",
        "views/social_care_handle_views.xml",
        "views/social_care_customer_views.xml",
        "views/social_care_segment_views.xml",
        "views/crm_lead_views.xml",
        "data/social_care_segment.xml",
        "data/ir_cron_customer.xml",
        "data/queue_job_customer.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "social_care_crm/static/src/**/*.scss",
            "social_care_crm/static/src/**/*.esm.js",
            "social_care_crm/static/src/**/*.xml",
        ],
        "web.assets_tests": ["social_care_crm/static/tests/tours/**/*"],
    },
    "pre_init_hook": "pre_init_hook",
    "post_init_hook": "post_init_hook",
}
