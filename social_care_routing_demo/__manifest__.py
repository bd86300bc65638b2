# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Routing of the Demo Network",
    "summary": "Skills, shifts and SLAs for the agents of the demo network",
    "version": "19.0.1.2.0",
    "development_status": "Beta",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": [
        "social_care_routing",
        "social_care_routing_replay",
        "social_care_routing_staffing",
        "social_care_demo",
    ],
    "auto_install": ["social_care_routing", "social_care_demo"],
    "demo": [
        "demo/hr_skill_demo.xml",
        "demo/hr_employee_demo.xml",
        "demo/helpdesk_ticket_team_demo.xml",
        "demo/social_care_skill_rule_demo.xml",
        "demo/helpdesk_sla_demo.xml",
        "demo/helpdesk_ticket_demo.xml",
        "demo/social_care_history_demo.xml",
    ],
    "pre_init_hook": "delete_demo_slas",
    "uninstall_hook": "delete_demo_slas",
}
