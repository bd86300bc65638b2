# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Conditions of rules on the verdicts of the analysis."""

from odoo.addons.social_care.tools.rules import Condition

from .urgency import LEVELS


class Sentiment(Condition):
    name = "sentiment"

    def get_placeholder(self, env):
        return env._("any sentiment")

    def read_fact(self, mention):
        return mention.sentiment

    def read_tested_fact(self, test, found):
        return found["sentiment"].label


class LowestUrgency(Condition):
    name = "urgency_min"

    def get_placeholder(self, env):
        return env._("any urgency")

    def read_fact(self, mention):
        return mention.urgency

    def read_tested_fact(self, test, found):
        return str(found["urgency"].level)

    def is_met(self, asked, facts):
        return facts.more[self.name] in LEVELS[LEVELS.index(asked) :]


class UrgencyKind(Condition):
    name = "urgency_kind"

    def get_placeholder(self, env):
        return env._("any kind")

    def read_fact(self, mention):
        return mention.urgency_kind

    def read_tested_fact(self, test, found):
        return found["urgency"].kind


class Topics(Condition):
    name = "topic_ids"

    def read_fact(self, mention):
        return mention.topic_id.id

    def read_tested_fact(self, test, found):
        return int(found["topic"].label or 0)

    def is_met(self, asked, facts):
        return facts.more[self.name] in asked


class Relevance(Condition):
    name = "relevance"

    def get_placeholder(self, env):
        return env._("any relevance")

    def read_fact(self, mention):
        return mention.relevance

    def read_tested_fact(self, test, found):
        return found["relevance"].reason or "relevant"


CONDITIONS = (Topics(), Sentiment(), LowestUrgency(), UrgencyKind(), Relevance())
