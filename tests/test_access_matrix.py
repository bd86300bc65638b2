# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import contextmanager

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tools import mute_logger

from . import access_matrix
from .access_calls import ARGUMENTS, BEFORE, NO_CALL
from .access_matrix import own_models, public_methods
from .access_roles import ABROAD, OUTSIDERS, ROLES
from .access_samples import AccessCase

# What anybody who is logged in may ask for: it is about themselves alone.
THEIR_OWN = {
    ("social.care.agent", "set_state"),
    ("social.care.agent", "take_next"),
    ("social.care.work", "accept"),
}
# Of another company's people: it is about what is theirs, whatever is asked for.
NOT_OF_A_RECORD = {
    ("social.care.agent", "report_presence"),
    ("social.care.call", "get_desk"),
    ("social.care.agent", "get_desk"),
    ("social.care.agent", "set_state"),
    ("social.care.agent", "take_next"),
    ("social.care.agent", "start_overtime"),
    ("social.care.mention", "get_correction_choices"),
    ("social.care.waiting", "get_waiting"),
    ("social.care.finder", "find"),
    ("social.care.reply", "get_pending_approvals"),
    ("social.care.api.page", "get_page"),
    ("social.care.api.page", "open_users"),
    ("social.care.service", "find_customers"),
    ("social.care.service", "get_agent"),
    ("social.care.service", "get_board"),
    ("social.care.service", "list_choices"),
    ("social.care.service", "list_events"),
    ("social.care.service", "list_history"),
    ("social.care.service", "list_my_calls"),
    ("social.care.service", "list_my_work"),
    ("social.care.service", "list_work"),
    ("social.care.service", "set_agent_state"),
    ("social.care.service", "take_next_work"),
    ("social.care.service", "upload_attachment"),
    ("social.care.skill.requirement", "get_grid"),
    # It opens those of the company that they work in.
    ("social.care.priority.boost", "action_open"),
    ("social.care.routing.test", "action_try"),
    ("social.care.rule.test", "action_try"),
    ("social.care.setup.guide", "dismiss"),
    ("social.care.setup.guide", "get_guide"),
    ("social.care.setup.guide", "open_step"),
    ("social.care.topic", "action_create_usual"),
    ("social.care.weight.setting", "action_open"),
    # It shows that they are at their computer.
    ("social.care.work", "decline"),
    ("social.care.wallboard", "read_board"),
}
# Salespeople see the history of a contact, each with their own rights.
OF_SALES = {("social.care.card", "get_card"), ("social.care.timeline", "get_page")}
# Master data of all companies.
SHARED = {
    "social.care.api.event.type",
    "social.care.demo.person",
    "social.care.medium",
    "social.care.routing.run",
}
# Codes of the service that say no more than an AccessError.
DENIED = ("forbidden", "not_found")
_COUNT_WRITES = """
    SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)
    FROM pg_stat_xact_user_tables
"""


class TestAccessMatrix(AccessCase):
    """access_matrix.csv says who may do what, and it is so.

    A row of ``records`` has the letters of what works on a record of the first company:
    (c)reate, (r)ead, (w)rite, (d)elete. ``own records`` and ``others' records`` are
    rows of dialogs. A row of a method says what a call answers: ``yes``, ``nothing``
    (it finds nothing and writes nothing), ``words`` (it says in words why not), or
    ``-`` (no access).

    Where it is not so, what was found lies in .house/access_matrix.csv: read the
    difference, and copy it here if it is right.
    """

    @mute_logger("odoo.sql_db", "odoo.addons.base.models.ir_rule", "odoo.models")
    def test_everybody_may_do_what_is_written_and_nothing_else(self):
        found = {**self.find_records(), **self.find_methods()}
        written = access_matrix.read() if access_matrix.FILE.exists() else {}
        written = {key: row for key, row in written.items() if key[0] != "route"}
        if found != written:
            access_matrix.write(found)
        self.assertEqual(sorted(found), sorted(written), "A row is missing or too many")
        for key, cells in written.items():
            self.assertEqual(found[key], cells, key)

    def test_who_has_no_part_in_it_does_nothing(self):
        """Whatever somebody writes into the file."""
        for (model, what), cells in access_matrix.read().items():
            for role in OUTSIDERS if model.startswith("social.care") else ():
                allowed, key = {"-", "nothing"}, (model, what.removesuffix("()"))
                if key in THEIR_OWN:
                    allowed |= {"words", "yes"}
                if role == "salesperson" and key in OF_SALES:
                    allowed |= {"yes"}
                if role == "settings":
                    # An administrator of Odoo may look for faults.
                    allowed |= {"r"}
                self.assertIn(cells[role], allowed, (model, what, role))

    def test_another_company_changes_and_learns_nothing(self):
        """Whatever somebody writes into the file."""
        for (model, what), cells in access_matrix.read().items():
            if (model, what.removesuffix("()")) in NOT_OF_A_RECORD:
                continue
            if model in SHARED or what == "own records":
                continue
            for role in ABROAD if model.startswith("social.care") else ():
                allowed = {"-", "nothing", "words"}
                self.assertIn(cells[role], allowed, (model, what, role))

    # -- records ---------------------------------------------------------------

    def find_records(self):
        found = {}
        for model in own_models(self.env):
            if self.env[model].is_transient():
                found[model, "own records"] = self.rights_of_all(self.own_dialog, model)
                found[model, "others' records"] = self.rights_of_all(
                    self.other_dialog, model
                )
            else:
                found[model, "records"] = self.rights_of_all(self.same, model)
        return found

    def rights_of_all(self, record_for, model):
        return {role: self.rights(record_for(model, role), role) for role in ROLES}

    def same(self, model, role):
        return self.sample(model)

    def own_dialog(self, model, role):
        return self.dialog(model, self.users[role])

    def other_dialog(self, model, role):
        return self.dialog(model, self.manager)

    def rights(self, record, role):
        record = record.with_user(self.users[role]).sudo(False)
        works = (
            ("c", "create", self.create_like),
            ("r", "read", self.read_all),
            ("w", "write", self.write_something),
            ("d", "unlink", lambda one: one.unlink()),
        )
        letters = "".join(
            letter
            for letter, operation, act in works
            if record.has_access(operation) and self.does(act, record)
        )
        return letters or "-"

    def does(self, act, record):
        """Whether nobody objects; all else that goes wrong is no question of rights."""
        with self.undone():
            try:
                act(record)
                self.env.flush_all()
            except AccessError:
                return False
            except Exception:
                return True
        return True

    def create_like(self, record):
        names = record.fields_get([], ["type"]).keys()
        vals = record.sudo().copy_data()[0]
        return record.create({name: vals[name] for name in vals.keys() & names})

    def read_all(self, record):
        return record.read([*record.fields_get([], ["type"])] or ["id"])

    def write_something(self, record):
        """Some field, with the value that it has."""
        refused = AccessError("Nothing can be written")
        for name, field in record._fields.items():
            if field.store and field.type != "binary" and not field.relational:
                if name not in ("id", "create_date", "write_date"):
                    try:
                        return record.write({name: record.sudo()[name]})
                    except AccessError as error:
                        refused = error
        if "partner_id" in record._fields:
            return record.write({"partner_id": record.sudo().partner_id.id})
        raise refused

    # -- methods ---------------------------------------------------------------

    def find_methods(self):
        methods = [key for key in public_methods(self.env) if key not in NO_CALL]
        return {
            (model, f"{method}()"): {
                role: self.answer_to(model, method, role) for role in ROLES
            }
            for model, method in methods
        }

    def answer_to(self, model, method, role):
        """What a call over RPC answers."""
        records = self.env[model].with_user(self.users[role]).sudo(False)
        with self.undone():
            arguments = self.arguments(model, method, role)
            self.env.flush_all()
            # What is in the cache is read by everybody.
            self.env.invalidate_all()
            before = self.count_writes()
            try:
                answer = call_kw(records, method, arguments, {})
                self.env.flush_all()
            except AccessError:
                return "-"
            except UserError as error:
                return "-" if getattr(error, "code", "") in DENIED else "words"
            return "yes" if answer or self.count_writes() > before else "nothing"

    def arguments(self, model, method, role):
        key = model, method
        if key in BEFORE:
            BEFORE[key](self)
        own = ARGUMENTS[key](self) if key in ARGUMENTS else []
        if getattr(getattr(type(self.env[model]), method), "_api_model", False):
            return own
        if self.env[model].is_transient():
            return [self.own_dialog(model, role).ids, *own]
        return [self.sample(model).ids, *own]

    def count_writes(self):
        self.env.cr.execute(_COUNT_WRITES)
        return self.env.cr.fetchone()[0]

    @contextmanager
    def undone(self):
        """Nothing that happens in here stays."""
        self.env.flush_all()
        savepoint = self.env.cr.savepoint(flush=False)
        try:
            yield
        finally:
            self.env.transaction.clear()
            savepoint.rollback()
            savepoint.close()
            self.env.transaction.clear()
