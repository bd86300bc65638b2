# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Tracked Links",
    "summary": "Count clicks on the links in replies",
    "version": "19.0.1.0.0",
    "development_status": "Beta",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": ["social_care", "link_tracker"],
    "auto_install": True,
    "data": [
        "security/social_care_link_tracker_rules.xml",
        "data/utm_medium.xml",
        "views/link_tracker_views.xml",
        "views/res_config_settings_views.xml",
        "views/social_care_menus.xml",
    ],
    "assets": {
        "web.assets_backend": ["social_care_link_tracker/static/src/**/*.esm.js"],
        "web.assets_unit_tests": ["social_care_link_tracker/static/tests/*.test.js"],
    },
}
