# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Match approval rules with replies. Plain values, no database.

The conditions are those of ``tools.rules``, read from a reply instead of a mention.
"""

from dataclasses import dataclass
from datetime import timedelta

from . import rules
from .folding import fold
from .money import find_amount

# More published replies than these are not counted.
MOST_COUNTED = 1000
# Longest time, in days, for which an agent is new: ten years.
MOST_DAYS = 3650


@dataclass(frozen=True)
class Facts:
    """What the conditions read of a reply: {name of the condition: fact}."""

    more: dict


class Condition(rules.Condition):
    """One condition of approval rules.

    Another addon adds a field to ``social.care.approval.rule`` and appends an instance
    of a subclass to the result of ``social.care.approval.rule._get_conditions``.
    """

    def read_fact(self, reply):
        """Return what ``is_met`` needs of a reply.

        :param reply: ``social.care.reply``, one record in sudo; a virtual one without
            text while the author has not written yet
        :return: plain value, available as ``facts.more[name]``
        """
        return None

    def describe(self, env, asked, facts):
        """Return why the reply needs approval, in the user's language, as it follows
        “Needs approval:”; '' if the condition alone is no reason.

        :param env: ``odoo.api.Environment``, for its ``_``
        :param asked: the requirement, never falsy
        :param facts: ``Facts`` that meet it
        """
        return ""


class Accounts(Condition):
    name = "account_ids"

    def read_fact(self, reply):
        return reply.account_id.id

    def is_met(self, asked, facts):
        return facts.more[self.name] in asked


class Author(Condition):
    """Supervisors need approval only where a rule names them."""

    name = "author"

    def read_fact(self, reply):
        return reply.user_id._social_care_is_supervisor()

    def is_met(self, asked, facts):
        return asked == "users" or not facts.more[self.name]


class NamedAuthors(Condition):
    name = "user_ids"

    def read_asked(self, rule):
        return rule.author == "users" and frozenset(rule.user_ids.ids)

    def read_fact(self, reply):
        return reply.user_id.id

    def is_met(self, asked, facts):
        return facts.more[self.name] in asked

    def describe(self, env, asked, facts):
        return env._("replies of this agent are checked")


class NewAuthors(Condition):
    """Agents with few published replies, or whose first one was a short time ago."""

    name = "new_replies"

    def read_asked(self, rule):
        return rule.author == "new" and (rule.new_replies, rule.new_days)

    def read_fact(self, reply):
        return reply._read_experience(MOST_COUNTED)

    def is_met(self, asked, facts):
        (fewest, days), (count, age) = asked, facts.more[self.name]
        return count < fewest or not count or age < timedelta(days=days)

    def describe(self, env, asked, facts):
        return env._("the agent is new")


class Visibility(Condition):
    name = "visibility"

    def get_placeholder(self, env):
        return env._("public or private")

    def read_fact(self, reply):
        return reply.visibility

    def describe(self, env, asked, facts):
        is_public = asked == "public"
        return env._("public replies are checked") if is_public else ""


class Words(Condition):
    name = "words"

    def read_fact(self, reply):
        return " ".join(fold(reply.body or "").split())

    def is_met(self, asked, facts):
        return bool(self._find(asked, facts))

    def _find(self, asked, facts):
        pattern = rules.compile_words(asked)
        return pattern and pattern.search(facts.more[self.name])

    def describe(self, env, asked, facts):
        return env._("it contains “%s”", self._find(asked, facts).group())


class Files(Condition):
    name = "has_files"

    def read_fact(self, reply):
        return bool(reply.attachment_ids)

    def describe(self, env, asked, facts):
        return env._("files are attached")


class Money(Condition):
    name = "promises_money"

    def read_fact(self, reply):
        return find_amount(reply.body or "")

    def is_met(self, asked, facts):
        return bool(facts.more[self.name])

    def describe(self, env, asked, facts):
        return env._("money is promised (%s)", facts.more[self.name])


CONDITIONS = (
    Accounts(),
    Author(),
    NamedAuthors(),
    NewAuthors(),
    Visibility(),
    Words(),
    Files(),
    Money(),
)
