# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Social Care: Outside Desktops by SOAP",
    "summary": "Contact centers work the queue by SOAP 1.1 and 1.2",
    "version": "19.0.1.0.0",
    "development_status": "Alpha",
    "category": "Services/Helpdesk",
    "website": "https://github.com/social-care-for-odoo/social_care_suite",
    "author": "Social Care contributors, Odoo Community Association (OCA)",
    "maintainers": ["social-care-maintainers"],
    "license": "AGPL-3",
    "depends": ["social_care_api"],
    "external_dependencies": {"python": ["lxml"]},
    "data": ["security/ir.model.access.csv"],
}
