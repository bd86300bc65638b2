# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Staffing",
    "summary": "Forecast contacts and plan how many agents each interval needs",
    "version": "19.0.1.0.0",
    "development_status": "Beta",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": ["social_care_routing"],
    "external_dependencies": {"python": ["numpy", "scipy"]},
    "data": [
        "security/ir.model.access.csv",
        "security/social_care_staffing_rules.xml",
        "views/social_care_staffing_views.xml",
        "views/social_care_menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "social_care_routing_staffing/static/src/**/*.scss",
            "social_care_routing_staffing/static/src/**/*.esm.js",
            "social_care_routing_staffing/static/src/**/*.xml",
        ],
        "web.assets_unit_tests": ["social_care_routing_staffing/static/tests/*.js"],
    },
}
