# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The priority terms of the queue itself."""

from datetime import timedelta
from math import log10

from .priority import Term, Weight

# Shares of the time that an SLA allows at which it counts more.
AT_RISK = (0.5, 0.75)
WINDOW = timedelta(hours=2)
# A supervisor put it in front of everything: a year.
PUSHED = 60 * 24 * 365


class Pushed(Term):
    """Pushed to front by a supervisor. The fact: since when."""

    code = "pushed"

    def get_label(self, env):
        return env._("Pushed to front")

    def read_facts(self, works, source):
        return {work.id: work.pushed_at or None for work in works}

    def count_minutes(self, fact, weights, now):
        return PUSHED if now >= fact else 0

    def list_changes(self, fact):
        return (fact,)


class Urgency(Term):
    """The fact: ``"1"`` soon, ``"2"`` urgent, ``"3"`` danger."""

    code = "urgency"
    weights = (
        Weight("soon", lambda env: env._("Urgency: soon"), 15),
        Weight("urgent", lambda env: env._("Urgency: urgent"), 60),
        Weight("danger", lambda env: env._("Urgency: danger"), 240),
    )
    codes = {"1": "soon", "2": "urgent", "3": "danger"}

    def get_label(self, env):
        return env._("Urgency")

    def read_facts(self, works, source):
        return {work.id: source.rows[work.id]["social_care_urgency"] for work in works}

    def read_tested_fact(self, test):
        return test.urgency or None

    def count_minutes(self, fact, weights, now):
        return weights[self.codes[fact]] if fact in self.codes else 0


class Sentiment(Term):
    """The fact: code of the sentiment."""

    code = "sentiment"
    weights = (Weight("negative", lambda env: env._("Negative sentiment"), 10),)

    def get_label(self, env):
        return env._("Negative")

    def read_facts(self, works, source):
        return {
            work.id: source.rows[work.id]["social_care_sentiment"] for work in works
        }

    def read_tested_fact(self, test):
        return test.sentiment or None

    def count_minutes(self, fact, weights, now):
        return weights["negative"] if fact == "negative" else 0


class Reach(Term):
    """The fact: number of followers."""

    code = "reach"
    weights = (
        Weight("reach", lambda env: env._("Per tenfold increase in followers"), 5),
    )

    def get_label(self, env):
        return env._("Reach")

    def read_facts(self, works, source):
        return {work.id: source.rows[work.id]["followers"] for work in works}

    def read_tested_fact(self, test):
        return test.followers

    def count_minutes(self, fact, weights, now):
        return int(weights["reach"] * log10(max(fact, 1)))


class Stars(Term):
    """The fact: priority of the ticket in stars; 1 is the default."""

    code = "priority"
    weights = (Weight("priority", lambda env: env._("Per priority star"), 30),)

    def get_label(self, env):
        return env._("Ticket priority")

    def read_facts(self, works, source):
        rows = source.rows
        return {work.id: int(rows[work.id]["priority"] or 1) for work in works}

    def read_tested_fact(self, test):
        return int(test.stars or 1)

    def count_minutes(self, fact, weights, now):
        return weights["priority"] * (fact - 1)


class Sla(Term):
    """The fact, of the SLA target that is due first: the moments at which the shares
    AT_RISK of its working time have passed, and its deadline."""

    code = "sla"
    weights = (
        Weight("sla", lambda env: env._("SLA target at risk"), 60),
        Weight("overdue", lambda env: env._("SLA target breached"), 120),
    )

    def get_label(self, env):
        return env._("SLA")

    def read_facts(self, works, source):
        return {
            work.id: get_sla_moments(*source.sla[work.id], source.hours[work.team_id])
            for work in works
            if work.id in source.sla
        }

    def read_tested_fact(self, test):
        return test._get_sla_moments()

    def count_minutes(self, fact, weights, now):
        *risks, deadline = fact
        if now >= deadline:
            return weights["overdue"]
        return weights["sla"] * sum(now >= moment for moment in risks) // len(risks)

    def list_changes(self, fact):
        return fact


class ReplyWindow(Term):
    """The fact: when the reply window of the network closes."""

    code = "window"
    weights = (Weight("window", lambda env: env._("Reply window about to close"), 240),)

    def get_label(self, env):
        return env._("Reply window")

    def read_facts(self, works, source):
        windows = works._get_reply_windows(source.rows)
        return {work.id: windows[work] for work in works}

    def read_tested_fact(self, test):
        return test._get_window_end()

    def count_minutes(self, fact, weights, now):
        return weights["window"] if fact - WINDOW <= now < fact else 0

    def list_changes(self, fact):
        return fact - WINDOW, fact


def get_sla_moments(start, deadline, hours):
    """When an SLA target is at risk, and when it is due, in the hours of the team.

    :param hours: tools.working_time.WorkingTime
    :return: tuple of moments, or None without a deadline
    """
    if not deadline:
        return None
    allowed = hours.between(start, deadline)
    risks = [hours.after(start, allowed * share) or deadline for share in AT_RISK]
    return *risks, deadline


# In the order in which settings list them; those with equal boosts keep it on tickets.
TERMS = (Pushed(), Urgency(), Sentiment(), Reach(), Stars(), Sla(), ReplyWindow())
