# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Analysis",
    "summary": "What is said, how much it matters, and what belongs together",
    "version": "19.0.1.2.0",
    "development_status": "Beta",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": ["social_care"],
    # eldc, where it is installed, is quicker than py3langid: docs/dependencies.md
    "external_dependencies": {
        "python": ["numpy", "scipy", "scikit-learn", "py3langid"],
    },
    "data": [
        "security/ir.model.access.csv",
        "security/social_care_analysis_rules.xml",
        "data/queue_job.xml",
        "data/ir_cron.xml",
        "views/social_care_mention_views.xml",
        "views/social_care_mention_report_views.xml",
        "views/social_care_topic_views.xml",
        "views/social_care_correction_views.xml",
        "views/social_care_trained_model_views.xml",
        "views/social_care_incident_views.xml",
        "views/social_care_alert_threshold_views.xml",
        "views/social_care_rule_views.xml",
        "views/social_care_analysis_step_views.xml",
        "views/helpdesk_ticket_views.xml",
        "views/res_config_settings_views.xml",
        "views/social_care_menus.xml",
    ],
    "demo": ["demo/social_care_topic_demo.xml"],
    "assets": {
        "web.assets_backend": [
            "social_care_analysis/static/src/**/*.scss",
            "social_care_analysis/static/src/**/*.esm.js",
            "social_care_analysis/static/src/**/*.xml",
            ("remove", "social_care_analysis/static/src/report/**/*"),
        ],
        "web.assets_backend_lazy": ["social_care_analysis/static/src/report/**/*"],
        "web.assets_unit_tests": ["social_care_analysis/static/tests/*.js"],
        "web.assets_tests": ["social_care_analysis/static/tests/tours/**/*"],
    },
    "post_init_hook": "post_init_hook",
}
