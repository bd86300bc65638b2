# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "Social Care: Bench",
    "summary": "The floor of the bench: a route that inserts one row",
    "version": "19.0.1.0.0",
    "category": "Services/Helpdesk",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "website": "https://github.com/OCA/helpdesk",
    "license": "AGPL-3",
    "depends": ["base"],
    "data": ["security/ir.model.access.csv"],
}
