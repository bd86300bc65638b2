# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Routing by Attendance",
    "summary": "Route work only to agents who are checked in",
    "version": "19.0.1.1.0",
    "development_status": "Beta",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": ["social_care_routing", "hr_attendance"],
    "auto_install": True,
    "data": ["views/res_config_settings_views.xml"],
}
