# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Example of Each Extension",
    "summary": "One of each thing that another addon can add, for the tests",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "license": "AGPL-3",
    "depends": ["social_care_routing_demo"],
    "data": ["security/ir.model.access.csv", "data/social_care_medium.xml"],
    "assets": {
        "web.assets_backend": ["social_care_example/static/src/**/*.esm.js"],
    },
}
