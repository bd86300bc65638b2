# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Outside Desktops",
    "summary": "Contact centers work the queue by REST, JSON-2 and XML-RPC",
    "version": "19.0.1.0.0",
    "development_status": "Alpha",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": ["social_care_routing"],
    "external_dependencies": {"python": ["pydantic"]},
    "data": [
        "security/social_care_api_groups.xml",
        "security/ir.model.access.csv",
        "security/social_care_api_rules.xml",
        "views/social_care_api_request_views.xml",
        "views/social_care_api_menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "social_care_api/static/src/**/*.scss",
            "social_care_api/static/src/**/*.esm.js",
            "social_care_api/static/src/**/*.xml",
        ],
        "web.assets_tests": ["social_care_api/static/tests/tours/**/*"],
        "web.assets_unit_tests": ["social_care_api/static/tests/*.js"],
    },
}
