# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Kinds of SLA targets: when each starts, pauses and ends.

Another addon adds a kind by appending an instance of a subclass of ``Target`` to
``helpdesk.sla._sla_response_get_targets``. The selection field, the forms, the
deadlines and the reports read that declaration. Where a target depends on something
other than messages, stages and ``watched_fields``, its addon calls
``helpdesk.ticket._sla_response_update()`` when that changes.
"""


class Target:
    """One kind of SLA target.

    Subclasses set ``code`` and override what differs. All methods that get a ticket get
    one ``helpdesk.ticket`` in sudo.

    ``watched_fields``: names of fields of ``helpdesk.ticket`` whose change may start,
    pause or end the target, besides messages and stages.

    ``is_repeated``: whether the target can be met or breached several times on one
    ticket. It is then counted each time, and each new message of the customer restarts
    it.
    """

    code = ""
    watched_fields = ()
    is_repeated = False

    def get_label(self, env):
        """:return: translated name of the target"""
        return self.code

    def get_help(self, env):
        """:return: translated sentence: when the time starts and ends"""
        return ""

    def get_start(self, ticket):
        """When the time starts to count.

        :return: datetime in UTC; False while it has not started. By default when the
            customer wrote the ticket.
        """
        return ticket.sla_response_start or ticket.create_date

    def is_due(self, ticket):
        """Whether somebody waits for this target, so that its time counts. Where nobody
        does, it is neither met nor breached, and goes on when somebody does again."""
        return bool(self.get_start(ticket))

    def is_met(self, ticket):
        """Whether it has happened."""
        return False

    def get_end(self, ticket):
        """When it happened.

        :return: datetime in UTC; False for the moment of the change that is processed
        """
        return False

    def is_restarted(self, ticket):
        """Whether a new message of the customer gives the full time again. Asked before
        the message is registered."""
        return self.is_repeated


class Stage(Target):
    """The ticket reaches a stage: the target of helpdesk_mgmt_sla. Its states follow
    the rules of that addon; only its start and its working hours are ours."""

    code = "stage"

    def get_label(self, env):
        return env._("Stage reached")

    def get_help(self, env):
        return env._("Met when the ticket reaches the stage.")


class FirstResponse(Target):
    """The first answer that the customer can see."""

    code = "first_response"

    def get_label(self, env):
        return env._("First response")

    def get_help(self, env):
        return env._("Met by the first answer that the customer can see.")

    def is_due(self, ticket):
        return not (ticket.closed or ticket.sla_response_is_withdrawn)

    def is_met(self, ticket):
        return bool(ticket.sla_response_first_answer)

    def get_end(self, ticket):
        return ticket.sla_response_first_answer

    def is_restarted(self, ticket):
        """What was asked first is gone: the time counts from the new message."""
        return ticket.sla_response_is_withdrawn and not self.is_met(ticket)


class NextResponse(Target):
    """Our answer to each message of the customer after our first answer."""

    code = "next_response"
    is_repeated = True

    def get_label(self, env):
        return env._("Next response")

    def get_help(self, env):
        return env._(
            "Starts when the customer writes again after the first answer, and is met "
            "by the next one."
        )

    def get_start(self, ticket):
        return ticket.sla_response_first_answer and ticket.sla_response_waiting_since

    def is_due(self, ticket):
        is_over = ticket.closed or ticket.sla_response_is_withdrawn
        return not is_over and bool(self.get_start(ticket))

    def is_met(self, ticket):
        waits = ticket.sla_response_waiting_since
        return not (waits or ticket.sla_response_is_withdrawn)


class Resolution(Target):
    """The ticket is closed."""

    code = "resolution"

    def get_label(self, env):
        return env._("Resolution")

    def get_help(self, env):
        return env._(
            "Met when the ticket is closed. A reopened ticket has the time that was "
            "left."
        )

    def is_met(self, ticket):
        return ticket.closed

    def get_end(self, ticket):
        return ticket.closed and ticket.closed_date


class Removed(Target):
    """What is left of a target whose addon was uninstalled: nobody waits for it."""

    def get_start(self, ticket):
        return False


# In the order in which the form lists them.
TARGETS = (Stage(), FirstResponse(), NextResponse(), Resolution())
