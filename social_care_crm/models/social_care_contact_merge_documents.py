# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import SQL

# Documents of one kind that are noted, the newest. Older ones stay where the merge put
# them.
MOST_DOCUMENTS = 10_000
_FIND = """
    SELECT id, FALSE FROM %(table)s WHERE %(column)s = %(source)s
    ORDER BY id DESC LIMIT %(most)s
"""
_FIND_RELATED = """
    SELECT rel.%(record)s, EXISTS (
        SELECT FROM %(table)s other
        WHERE other.%(record)s = rel.%(record)s AND other.%(column)s = %(target)s
    )
    FROM %(table)s rel WHERE rel.%(column)s = %(source)s
    ORDER BY 1 DESC LIMIT %(most)s
"""
_MOVE = """
    UPDATE %(table)s SET %(column)s = %(new)s
    WHERE %(record)s = ANY(%(ids)s) AND %(column)s = %(old)s
"""
_ADD = """
    INSERT INTO %(table)s (%(record)s, %(column)s)
    SELECT %(record)s, %(new)s FROM %(table)s
    WHERE %(record)s = ANY(%(ids)s) AND %(column)s = %(old)s
    ON CONFLICT DO NOTHING
"""


class SocialCareContactMergeDocuments(models.AbstractModel):
    """Documents that a merge of contacts moves, and that a split moves back.

    Odoo's merge moves them by SQL, posted invoices and confirmed orders too; so they
    are moved back in the same way. A write would compute their addresses, salespeople
    and terms anew.
    """

    _name = "social.care.contact.merge.documents"
    _description = "Documents of a Merged Contact"

    documents = fields.Json(
        readonly=True,
        groups=fields.NO_ACCESS,
        help="{model.field: [IDs of the source alone, IDs of both contacts]}",
    )

    @api.model
    def _get_documents(self):
        """Return the stored fields that name the contact of a document. Addons add
        theirs.

        :return: tuple of (model, name of a many2one or many2many field)
        """
        return (
            ("crm.lead", "partner_id"),
            ("calendar.event", "partner_ids"),
            ("calendar.attendee", "partner_id"),
            ("mail.message", "author_id"),
            ("mail.notification", "res_partner_id"),
        )

    @api.model
    def _filter_movable(self, model, ids):
        """Return which documents may be given to another contact. Addons leave out
        those that must stay as they are.

        :param model: name of the model
        :param ids: IDs of its records
        """
        return ids

    @api.model
    def _note_documents(self, source, target):
        """Return the documents of a contact that a merge will move, see ``documents``.

        SQL: as the merge, for all companies and for archived records, too.

        :param source: ``res.partner`` that will be deleted
        :param target: ``res.partner`` that stays
        """
        self.env.flush_all()
        found = {}
        for model, name in self._get_documents():
            rows = self._find_documents(model, name, source, target)
            if rows:
                alone = [id_ for id_, is_shared in rows if not is_shared]
                shared = [id_ for id_, is_shared in rows if is_shared]
                found[f"{model}.{name}"] = [alone, shared]
        return found

    def _find_documents(self, model, name, source, target):
        is_relation = self.env[model]._fields[name].type == "many2many"
        self.env.cr.execute(
            SQL(
                _FIND_RELATED if is_relation else _FIND,
                **self._get_columns(model, name),
                source=source.id,
                target=target.id,
                most=MOST_DOCUMENTS,
            )
        )
        return self.env.cr.fetchall()

    def _get_columns(self, model, name):
        """Return where a field is stored, as arguments of the statements."""
        field = self.env[model]._fields[name]
        if field.type == "many2many":
            names = field.relation, field.column1, field.column2
        else:
            names = self.env[model]._table, "id", name
        keys = ("table", "record", "column")
        return dict(zip(keys, map(SQL.identifier, names), strict=True))

    def _move_documents_back(self, contact):
        """Give documents that this merge moved, and that still are the merged
        contact's, to the one that was split off.

        :param contact: ``res.partner`` that was split off
        """
        self.env.flush_all()
        noted = self.sudo().documents or {}
        for model, name in self._get_documents():
            alone, shared = noted.get(f"{model}.{name}", ((), ()))
            self._move_back(_MOVE, model, name, alone, contact)
            self._move_back(_ADD, model, name, shared, contact)
        self.env.invalidate_all()

    def _move_back(self, statement, model, name, ids, contact):
        movable = self._filter_movable(model, ids)
        if movable:
            self.env.cr.execute(
                SQL(
                    statement,
                    **self._get_columns(model, name),
                    ids=list(movable),
                    old=self.partner_id.id,
                    new=contact.id,
                )
            )
