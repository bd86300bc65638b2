# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json

from werkzeug.datastructures import FileStorage

from odoo import http

from odoo.addons.web.controllers import export, pivot

from ..tools.cells import is_plain, quote

# Odoo itself prefixes these with an apostrophe.
QUOTED_BY_ODOO = ("=", "+", "-")


class TextWriter(export.ExportXlsxWriter):
    """XLSX export in which a text that looks like a formula stays a text."""

    def write(self, row, column, cell_value, style=None):
        if is_plain(cell_value):
            return self.worksheet.write_string(row, column, cell_value, style)
        return super().write(row, column, cell_value, style)


class GroupTextWriter(TextWriter, export.GroupExportXlsxWriter):
    """The same for grouped exports."""


class CSVExport(export.CSVExport):
    def from_data(self, fields, columns_headers, rows):
        """``@`` and line breaks also begin a formula."""
        safe = [[self._quote_cell(value) for value in row] for row in rows]
        return super().from_data(fields, columns_headers, safe)

    def _quote_cell(self, value):
        by_odoo = isinstance(value, str) and value.startswith(QUOTED_BY_ODOO)
        return value if by_odoo else quote(value)


class ExcelExport(export.ExcelExport):
    def from_data(self, fields, columns_headers, rows):
        """Like the parent method, but a text is written as text."""
        with TextWriter(fields, columns_headers, len(rows)) as writer:
            for number, row in enumerate(rows, 1):
                for column, value in enumerate(row):
                    writer.write_cell(number, column, value)
        return writer.value

    def from_group_data(self, fields, columns_headers, groups):
        """Like the parent method, but a text is written as text."""
        with GroupTextWriter(fields, columns_headers, groups.count) as writer:
            row, column = 1, 0
            for name, group in groups.children.items():
                row, column = writer.write_group(row, column, name, group)
        return writer.value


class TableExporter(pivot.TableExporter):
    @http.route()
    def export_xlsx(self, data, **kw):
        """Protect the labels of rows and columns of a pivot table, too."""
        table = json.load(data) if isinstance(data, FileStorage) else json.loads(data)
        for part in {"col_group_headers", "measure_headers", "rows"} & table.keys():
            table[part] = _quote_titles(table[part])
        return super().export_xlsx(json.dumps(table), **kw)


def _quote_titles(value):
    if isinstance(value, list):
        return [_quote_titles(item) for item in value]
    if isinstance(value, dict) and "title" in value:
        return {**value, "title": quote(value["title"])}
    return value
