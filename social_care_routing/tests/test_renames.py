# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.modules.migration import load_script
from odoo.tools import file_path

from .routing_common import RoutingCase

SCRIPT = "social_care_routing/migrations/19.0.1.2.0/pre-rename-queue.py"


class TestRenames(RoutingCase):
    """What an upgrade finds under its new name."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.script = load_script(file_path(SCRIPT), "pre_rename_queue")

    def test_saved_filters_find_declined_offers(self):
        values = {"model_id": "social.care.decision", "user_ids": False}
        domain = """[('outcome', '=', '%s'), ("outcome", "in", ["%s", "open"])]"""
        saved = self.env["ir.filters"].create(
            [
                {"name": "Ours", "domain": domain % ("let_go", "let_go"), **values},
                {"name": "Other", "domain": "[('given_back_why', '=', 'let_go x')]"}
                | values,
            ]
        )
        self.env.flush_all()
        self.script._rename_outcome(self.env.cr)
        self.env.invalidate_all()
        self.assertEqual(saved[0].domain, domain % ("declined", "declined"))
        self.assertEqual(saved[1].domain, "[('given_back_why', '=', 'let_go x')]")

    def test_jobs_that_wait_find_their_method(self):
        ticket = self.make_ticket()
        job = ticket.with_delay()._sync_social_care_work().db_record()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE queue_job SET method_name = '_sync_work', func_string ="
            " replace(func_string, '._sync_social_care_work(', '._sync_work(')"
            " WHERE id = %s",
            [job.id],
        )
        self.env.invalidate_all()
        self.assertIn("._sync_work(", job.func_string)
        self.script._rename_backlog_jobs(self.env.cr)
        self.env.invalidate_all()
        self.assertEqual(job.method_name, "_sync_social_care_work")
        self.assertIn("._sync_social_care_work(", job.func_string)

    def test_odoo_knows_constraints_and_relations_by_the_new_table(self):
        model = self.env["ir.model"]._get("social.care.skill.requirement")
        module = self.env.ref("base.module_social_care_routing")
        self.env.cr.execute(
            """
            INSERT INTO ir_model_constraint (name, model, module, type)
            VALUES ('social_care_need_skill', %(model)s, %(module)s, 'u')
            RETURNING id
            """,
            {"model": model.id, "module": module.id},
        )
        (constraint,) = self.env.cr.fetchone()
        self.env["ir.model.data"].create(
            {
                "module": "social_care_routing",
                "name": "constraint_social_care_need_skill",
                "model": "ir.model.constraint",
                "res_id": constraint,
            }
        )
        self.env.flush_all()
        tables = [("social_care_need", "social_care_skill_requirement")]
        self.script._rename_reflections(self.env.cr, tables)
        self.env.invalidate_all()
        found = self.env.ref(
            "social_care_routing.constraint_social_care_skill_requirement_skill"
        )
        self.assertEqual(found.id, constraint)
        self.assertEqual(found.name, "social_care_skill_requirement_skill")
