# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Conditions of approval rules on topics and incidents."""

from odoo.addons.social_care.tools.approval import Condition

OPEN = ("open", "maybe_campaign")


class Topics(Condition):
    name = "topic_ids"

    def read_fact(self, reply):
        topic = reply.mention_id.topic_id
        return topic.id, topic.name

    def is_met(self, asked, facts):
        return facts.more[self.name][0] in asked

    def describe(self, env, asked, facts):
        return env._("the topic is %s", facts.more[self.name][1])


class Incident(Condition):
    name = "in_incident"

    def read_fact(self, reply):
        return reply.mention_id.incident_id.state in OPEN

    def describe(self, env, asked, facts):
        return env._("there is an incident")


CONDITIONS = (Topics(), Incident())
