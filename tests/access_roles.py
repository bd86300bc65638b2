# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Who asks: the columns of access_matrix.csv."""

from odoo.tests import new_test_user

CARE = "social_care.group_social_care"
# Everybody in the company may try it; what they may do is what their role may do.
API = "social_care_api.group_social_care_api_user"
SALES = "sales_team.group_sale_salesman"
# Name: groups. All of the first company, where the records are.
HERE = {
    "portal": "base.group_portal",
    "employee": "base.group_user",
    "helpdesk": "base.group_user,helpdesk_mgmt.group_helpdesk_manager",
    "settings": "base.group_user,base.group_system",
    "salesperson": f"base.group_user,base.group_partner_manager,{SALES}_all_leads",
    "agent": f"base.group_user,{CARE}_agent",
    "agent_elsewhere": f"base.group_user,{CARE}_agent",
    "supervisor": f"base.group_user,{CARE}_supervisor",
    "administrator": f"base.group_user,{CARE}_manager",
}
# Of another company.
ABROAD = {
    "agent_abroad": f"base.group_user,{CARE}_agent",
    "supervisor_abroad": f"base.group_user,{CARE}_supervisor",
    "administrator_abroad": f"base.group_user,{CARE}_manager",
}
ROLES = ("public", *HERE, *ABROAD)
# Who has no part in Social Care.
OUTSIDERS = ("public", "portal", "employee", "helpdesk", "settings", "salesperson")
PASSWORD = "a long password"


def make_users(env, here, abroad):
    """{role: user}; who is in a team of Social Care is for the caller to say."""
    users = {"public": env.ref("base.public_user")}
    for company, roles in ((here, HERE), (abroad, ABROAD)):
        for role, groups in roles.items():
            users[role] = new_test_user(
                env,
                f"access_{role}",
                groups=groups if role == "portal" else f"{groups},{API}",
                password=PASSWORD,
                company_id=company.id,
                company_ids=[(6, 0, company.ids)],
            )
    return users
