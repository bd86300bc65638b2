# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, time, timedelta

# Hour at which a snooze until another day ends.
MORNING = 9
# A ticket that sleeps for longer is forgotten.
LONGEST = timedelta(days=366)


def add_hours(local, hours):
    return local + timedelta(hours=hours)


def get_next_morning(local):
    """Return the next morning after a local time, on the same day before dawn."""
    today = _at_morning(local)
    early = local.hour < MORNING - 3
    return today if early else today + timedelta(days=1)


def get_next_monday(local):
    """Return the morning of the next Monday after a local time."""
    days = 7 - local.weekday()
    return _at_morning(local) + timedelta(days=days)


def _at_morning(local):
    return datetime.combine(local.date(), time(MORNING))


# Code of a choice: function of the local time that returns the local time of the end.
CHOICES = {
    "hour": lambda local: add_hours(local, 1),
    "hours": lambda local: add_hours(local, 4),
    "morning": get_next_morning,
    "monday": get_next_monday,
}
