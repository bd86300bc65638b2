# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Views do what they say."""

from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestViews(TransactionCase):
    def find_roots(self):
        """The views that our addons bring or extend."""
        rows = self.env["ir.model.data"].search(
            [("model", "=", "ir.ui.view"), ("module", "=like", "social_care%")]
        )
        views = self.env["ir.ui.view"].browse(rows.mapped("res_id"))
        while extended := views.filtered(
            lambda v: v.inherit_id and v.mode != "primary"
        ):
            views = views - extended | extended.inherit_id
        return views.filtered(lambda view: view.type != "qweb")

    def test_every_move_is_made(self):
        """Odoo moves what stands right below an instruction, and ignores what stands
        deeper.
        """
        roots = self.find_roots()
        self.assertGreater(len(roots), 50)
        for view in roots:
            arch = view._get_combined_arch()
            self.assertFalse(arch.xpath("//xpath | //*[@position='move']"), view.name)
