# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import inspect

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tools import mute_logger

from .access_calls import ARGUMENTS, NO_CALL
from .access_matrix import OURS, own_models, public_methods
from .access_samples import AccessCase

ODD = (None, "x", "", -1, 0, 2**40, 1.5, True, [], ["x"], [[1]], {}, {"x": 1}, "\0")
# Odoo's own: it says itself what it takes.
NOT_OURS = {
    ("helpdesk.ticket", "message_new"),
    ("helpdesk.ticket", "message_update"),
}
# OCA's helpdesk shows its SLA in the portal: what is promised is no secret. Nor is that
# a ticket is shown there.
IN_PORTAL = {
    ("helpdesk.sla", "sla_response_target"),
    ("helpdesk.sla", "sla_response_minutes"),
    ("helpdesk.sla", "sla_response_time_allowed"),
    ("helpdesk.sla", "sla_response_target_help"),
    ("helpdesk.ticket.sla", "sla_response_target"),
    ("helpdesk.ticket", "social_care_is_shown_in_portal"),
}


class TestOddArguments(AccessCase):
    """JSON brings anything: the answer is an error in words, and no traceback."""

    def with_arguments(self):
        for model, method in public_methods(self.env):
            if (model, method) not in NO_CALL | dict.fromkeys(NOT_OURS):
                function = getattr(type(self.env[model]), method)
                count = len(inspect.signature(function).parameters) - 1
                if count:
                    yield model, method, function, count

    def call(self, model, method, arguments):
        self.env.flush_all()
        savepoint = self.env.cr.savepoint(flush=False)
        try:
            records = self.env[model].with_user(self.manager).sudo(False)
            call_kw(records, method, arguments, {})
            self.env.flush_all()
        except UserError:
            return
        finally:
            self.env.transaction.clear()
            savepoint.rollback()
            savepoint.close()

    @mute_logger("odoo.sql_db")
    def test_what_is_of_another_kind_is_refused_in_words(self):
        for model, method, function, count in self.with_arguments():
            is_model = getattr(function, "_api_model", False)
            first = [] if is_model else [self.sample(model).ids]
            usual = ARGUMENTS.get((model, method), lambda case: [])(self)
            usual += [None] * (count - len(usual))
            for place in range(count):
                for odd in ODD:
                    arguments = [*usual[:place], odd, *usual[place + 1 :]]
                    with self.subTest(model=model, method=method, arguments=arguments):
                        self.call(model, method, [*first, *arguments])

    @mute_logger("odoo.sql_db")
    def test_what_is_missing_or_too_much_is_refused_in_words(self):
        for model, method, function, count in self.with_arguments():
            is_model = getattr(function, "_api_model", False)
            first = [] if is_model else [self.sample(model).ids]
            if not hasattr(function, "__wrapped__"):
                continue
            for arguments in ([], [1] * (count + 1)):
                with self.subTest(model=model, method=method, arguments=arguments):
                    self.call(model, method, [*first, *arguments])


class TestOtherModels(AccessCase):
    """What we add to models of others tells outsiders nothing."""

    def our_fields(self):
        for name in sorted(self.env.registry):
            model = self.env[name]
            if model._abstract or model._original_module in OURS:
                continue
            for field in model._fields.values():
                addons = set(field._modules or ())
                if addons and addons <= OURS and (name, field.name) not in IN_PORTAL:
                    yield name, field

    def test_customers_read_none_of_our_fields(self):
        found = [
            f"{name}.{field.name}"
            for name, field in self.our_fields()
            for role in ("public", "portal")
            if self.env[name].with_user(self.users[role]).has_access("read")
            and self.may_read(role, name, field)
        ]
        self.assertEqual(found, [])

    def test_of_a_ticket_only_agents_read_the_conversation(self):
        names = [
            field.name
            for name, field in self.our_fields()
            if name == "helpdesk.ticket" and not field.name.startswith("sla_")
        ]
        self.assertIn("social_care_preview", names)
        for role in ("portal", "employee", "helpdesk", "settings"):
            for name in names:
                field = self.env["helpdesk.ticket"]._fields[name]
                readable = self.may_read(role, "helpdesk.ticket", field)
                self.assertFalse(readable, (role, name))

    def may_read(self, role, model, field):
        records = self.env[model].with_user(self.users[role]).sudo(False)
        return records._has_field_access(field, "read")


class TestDialogRows(AccessCase):
    """Rows of a dialog are for whoever made them, in every dialog that there is."""

    def test_each_dialog_has_its_rule(self):
        for name in own_models(self.env):
            if self.env[name].is_transient():
                row = self.dialog(name, self.users["administrator"])
                own = row.with_user(self.users["administrator"])
                self.assertTrue(own.search([("id", "=", row.id)]), name)
                with self.assertRaises(AccessError):
                    row.with_user(self.manager).read()
