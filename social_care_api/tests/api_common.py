# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields

from odoo.addons.social_care_routing.tests.routing_common import RoutingCase

from ..tools.errors import ServiceError


class ServiceCase(RoutingCase):
    """Agents and a supervisor who may use the API, and a colleague who may not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_agent("anna")
        cls.ben = cls.make_agent("ben", state="offline")
        cls.carl = cls.make_agent("carl", state="offline")
        group = cls.env.ref("social_care_api.group_social_care_api_user")
        group.user_ids += cls.anna.user_id | cls.ben.user_id | cls.supervisor

    def call(self, name, user=None, /, **values):
        """As Odoo's RPC calls it, by default as Anna."""
        service = self.env["social.care.service"].with_user(user or self.anna.user_id)
        answer = getattr(service, name)(**values)
        self.env.flush_all()
        return answer

    def assert_refused(self, code, name, user=None, /, **values):
        """:return: the refusal"""
        with self.assertRaises(ServiceError) as caught, self.env.cr.savepoint():
            self.call(name, user, **values)
        self.assertEqual(caught.exception.code, code, caught.exception)
        self.assertTrue(str(caught.exception).startswith(f"{code}: "))
        return caught.exception

    def read_moment(self, text):
        return fields.Datetime.to_datetime(text.rstrip("Z").replace("T", " "))
