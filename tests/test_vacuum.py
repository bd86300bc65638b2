# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Odoo's daily vacuum runs what we add to it without an error."""

import inspect

from odoo.tests import TransactionCase, tagged

from odoo.addons.base.models.ir_autovacuum import is_autovacuum


@tagged("post_install", "-at_install")
class TestVacuum(TransactionCase):
    def _list_ours(self):
        """As Odoo finds them: on every model, abstract ones included."""
        return [
            (model, method)
            for model in self.env.values()
            if model._name.startswith("social.care")
            for _name, method in inspect.getmembers(model.__class__, is_autovacuum)
        ]

    def test_some_are_found(self):
        self.assertGreater(len(self._list_ours()), 5)

    def test_none_is_on_a_model_without_a_table(self):
        abstract = [
            model._name for model, _method in self._list_ours() if model._abstract
        ]
        self.assertEqual(abstract, [])

    def test_each_runs(self):
        for model, method in self._list_ours():
            with self.subTest(f"{model._name}.{method.__name__}"):
                method(model)
