# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import csv
import json
from io import BytesIO, StringIO

from openpyxl import load_workbook

from odoo import http
from odoo.tests import HttpCase

from .channel_common import MARIA, ChannelCase

FORMULAS = (
    '=HYPERLINK("https://evil.example","Open")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "＝1+1",
    "＠SUM(1)",
    "{=1+1}",
)
PASSWORD = "a long password"


class TestExports(ChannelCase, HttpCase):
    """What strangers call themselves is no formula in our files."""

    def setUp(self):
        super().setUp()
        self.supervisor.group_ids += self.env.ref("base.group_allow_export")
        self.supervisor.password = PASSWORD
        self.authenticate(self.supervisor.login, PASSWORD)
        for number, name in enumerate(FORMULAS):
            who = {**MARIA, "external_id": f"f{number}", "name": name, "handle": name}
            self.hear(self.post(f"u{number}", name, who=who, at=number))
        domain = [("company_id", "=", self.company.id)]
        self.profiles = self.env["social.care.profile"].search(domain)
        self.tickets = self.env["helpdesk.ticket"].search(domain)

    def fetch(self, url, **data):
        fields = {"data": json.dumps(data), "csrf_token": http.Request.csrf_token(self)}
        response = self.url_open(url, data=fields)
        self.assertEqual(response.status_code, 200, response.text[:500])
        return response.content

    def export(self, kind, records, names, **params):
        return self.fetch(
            f"/web/export/{kind}",
            model=records._name,
            ids=records.ids,
            domain=[],
            import_compat=False,
            fields=[{"name": name, "label": name, "type": "char"} for name in names],
            **params,
        )

    def cells(self, content):
        sheet = load_workbook(BytesIO(content)).active
        return [cell for row in sheet.iter_rows() for cell in row]

    def test_no_cell_of_a_csv_file_begins_a_formula(self):
        for records, names in (
            (self.profiles, ["name", "handle", "display_name"]),
            (self.tickets, ["name", "partner_name", "social_care_profile_id/name"]),
        ):
            content = self.export("csv", records, names).decode()
            rows = list(csv.reader(StringIO(content)))
            self.assertEqual(len(rows), len(FORMULAS) + 1)
            for cell in sum(rows, []):
                self.assertNotIn(cell[:1], [*"=+-@\t\r\n＝＠"], cell)
            self.assertIn("'=HYPERLINK", content)
            self.assertNotIn("''", content)

    def test_a_cell_of_an_xlsx_file_is_what_the_screen_shows(self):
        names = ["name", "handle", "display_name"]
        cells = self.cells(self.export("xlsx", self.profiles, names))
        self.assertFalse([cell.value for cell in cells if cell.data_type == "f"])
        self.assertFalse([cell.value for cell in cells if cell.hyperlink])
        self.assertTrue(set(FORMULAS) <= {cell.value for cell in cells})

    def test_nor_is_the_title_of_a_group(self):
        content = self.export(
            "xlsx", self.profiles, ["name", "followers"], groupby=["name"]
        )
        cells = self.cells(content)
        self.assertFalse([cell.value for cell in cells if cell.data_type == "f"])
        self.assertTrue(set(FORMULAS) <= {cell.value for cell in cells})
        self.assertIn(f"{FORMULAS[0]} (1)", {cell.value for cell in cells})

    def test_a_link_stays_a_link_where_it_leads_to_the_web_alone(self):
        self.profiles[0].url = "https://maria.example"
        self.profiles[1].url = "external:\\\\evil.example\\share"
        cells = self.cells(self.export("xlsx", self.profiles, ["url"]))
        links = [cell.hyperlink.target for cell in cells if cell.hyperlink]
        self.assertEqual(links, ["https://maria.example"])

    def test_numbers_and_dates_stay_what_they_are(self):
        content = self.export("xlsx", self.profiles[0], ["followers", "create_date"])
        kinds = [cell.data_type for cell in self.cells(content)]
        self.assertEqual(kinds[2:], ["n", "d"])

    def test_nor_are_the_titles_of_a_pivot(self):
        titles = [{"title": name, "width": 1, "height": 1} for name in FORMULAS]
        content = self.fetch(
            "/web/pivot/export_xlsx",
            model="social.care.mention",
            title="=Mentions",
            measure_count=1,
            col_group_headers=[titles],
            measure_headers=[{"title": FORMULAS[0], "is_bold": False}],
            rows=[
                {"title": name, "indent": 0, "values": [{"value": 1}]}
                for name in FORMULAS
            ],
        )
        cells = self.cells(content)
        self.assertFalse([cell.value for cell in cells if cell.data_type == "f"])
        self.assertIn(f"'{FORMULAS[0]}", {cell.value for cell in cells})
        self.assertIn(1, {cell.value for cell in cells})
