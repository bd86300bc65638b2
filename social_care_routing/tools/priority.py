# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Priority score of queued work, in equivalent minutes of waiting time.

Every score grows by one minute a minute; priority boosts are added to it. The order of
two items therefore changes only at moments that are known in advance, and the database
can keep it in an index. Boosts are finite: an item that waits long enough is ahead of
everything that arrives later.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Weight:
    """A setting of the company: the boost of something, in minutes.

    :param code: unique among the weights of all terms
    :param label: function ``env -> str`` that returns the translated name
    :param default: minutes for companies that have not set it
    """

    code: str
    label: object
    default: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where terms read their facts of many work items.

    :param rows: {work id: row of ``social.care.work._read_facts``}
    :param hours: {team: tools.working_time.WorkingTime}
    :param sla: {work id: (start, deadline) of the SLA clock that ends first}
    """

    rows: dict
    hours: dict
    sla: dict


class Term:
    """Declaration of one priority term: everything the queue, its screens and settings,
    and simulations need to know about it.

    Another addon adds a term by appending an instance of a subclass to
    ``social.care.priority._get_terms``.
    """

    code = ""
    weights = ()

    def get_label(self, env):
        """The name of the term on tickets and on the wallboard."""
        raise NotImplementedError

    def read_facts(self, works, source):
        """Facts about work items, read without a query per item.

        :param works: social.care.work
        :param source: Source
        :return: {work id: fact}; items without a fact may be left out
        """
        raise NotImplementedError

    def read_tested_fact(self, test):
        """The fact of a message that is described for a test and not stored.

        :param test: record with the fields ``category_id``, ``urgency``,
            ``sentiment``, ``followers``, ``stars`` and those of other addons, and the
            methods ``_get_sla_moments`` and ``_get_window_end``
        :return: fact or None
        """
        return None

    def count_minutes(self, fact, weights, now):
        """The boost at a moment.

        :param weights: {code of weight: minutes}
        :return: minutes, 0 for no boost, negative to put it back
        """
        raise NotImplementedError

    def list_changes(self, fact):
        """The moments at which the boost changes with time alone."""
        return ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts about one work item.

    :param waiting_since: since when the customer has been waiting
    :param known: {code of term: fact}; missing facts and None add no boost
    """

    waiting_since: datetime
    known: dict = field(default_factory=dict)

    def list_known(self, terms):
        """(term, fact) of the terms with a fact."""
        facts = ((term, self.known.get(term.code)) for term in terms)
        return [(term, fact) for term, fact in facts if fact is not None]


def get_defaults(terms):
    """{code of weight: minutes} of a company that has set none."""
    return {weight.code: weight.default for term in terms for weight in term.weights}


def list_boosts(terms, facts, weights, now):
    """The priority boosts that count at ``now``.

    :return: list of (code of term, minutes), the largest first
    """
    boosts = [
        (term.code, term.count_minutes(fact, weights, now))
        for term, fact in facts.list_known(terms)
    ]
    return sorted((boost for boost in boosts if boost[1]), key=lambda boost: -boost[1])


def get_effective_start(facts, boosts):
    """Effective queueing time: ``waiting_since`` less all priority boosts."""
    return facts.waiting_since - timedelta(minutes=sum(boost[1] for boost in boosts))


def get_next_change(terms, facts, now):
    """The next moment at which a boost changes with time alone, or None."""
    moments = (
        moment
        for term, fact in facts.list_known(terms)
        for moment in term.list_changes(fact)
    )
    return min((moment for moment in moments if moment > now), default=None)
