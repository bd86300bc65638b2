# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Orders after Clicks",
    "summary": "Orders that follow clicks on links in replies",
    "version": "19.0.1.0.0",
    "development_status": "Alpha",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": ["social_care_crm_sale", "social_care_link_tracker"],
    "auto_install": True,
    "data": [
        "security/ir.model.access.csv",
        "security/social_care_order_report_rules.xml",
        "views/social_care_order_report_views.xml",
        "views/res_config_settings_views.xml",
    ],
}
