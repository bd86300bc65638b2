# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json

from werkzeug.datastructures import FileStorage

from odoo import http

from odoo.addons.web.controllers import export, pivot

from ..tools.cells import is_plain, quoted

# Odoo puts its apostrophe before these itself.
QUOTED_BY_ODOO = ("=", "+", "-")


class TextWriter(export.ExportXlsxWriter):
    """An XLSX file in which a name that begins like a formula is a name."""

    def write(self, row, column, cell_value, style=None):
        if is_plain(cell_value):
            return self.worksheet.write_string(row, column, cell_value, style)
        return super().write(row, column, cell_value, style)


class GroupTextWriter(TextWriter, export.GroupExportXlsxWriter):
    """As ``TextWriter``, by groups."""


class CSVExport(export.CSVExport):
    def from_data(self, fields, columns_headers, rows):
        """Also ``@`` and line breaks begin a formula."""
        safe = [[self._cell(value) for value in row] for row in rows]
        return super().from_data(fields, columns_headers, safe)

    def _cell(self, value):
        by_odoo = isinstance(value, str) and value.startswith(QUOTED_BY_ODOO)
        return value if by_odoo else quoted(value)


class ExcelExport(export.ExcelExport):
    def from_data(self, fields, columns_headers, rows):
        """As Odoo's, with text as text."""
        with TextWriter(fields, columns_headers, len(rows)) as writer:
            for number, row in enumerate(rows, 1):
                for column, value in enumerate(row):
                    writer.write_cell(number, column, value)
        return writer.value

    def from_group_data(self, fields, columns_headers, groups):
        """As Odoo's, with text as text."""
        with GroupTextWriter(fields, columns_headers, groups.count) as writer:
            row, column = 1, 0
            for name, group in groups.children.items():
                row, column = writer.write_group(row, column, name, group)
        return writer.value


class TableExporter(pivot.TableExporter):
    @http.route()
    def export_xlsx(self, data, **kw):
        """Names are the titles of rows and columns."""
        table = json.load(data) if isinstance(data, FileStorage) else json.loads(data)
        for part in {"col_group_headers", "measure_headers", "rows"} & table.keys():
            table[part] = _quote_titles(table[part])
        return super().export_xlsx(json.dumps(table), **kw)


def _quote_titles(value):
    if isinstance(value, list):
        return [_quote_titles(item) for item in value]
    if isinstance(value, dict) and "title" in value:
        return {**value, "title": quoted(value["title"])}
    return value
