# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Opening hours in words, such as “Mon–Fri 9:00–17:00; Sat 10:00–14:00”."""

from datetime import time

from babel import Locale, UnknownLocaleError
from babel.dates import format_time, get_day_names

from odoo.tools import groupby


def describe_hours(periods, language):
    """Return opening hours in the words of a language.

    :param periods: list of (weekday, from, to): 0 for Monday, hours as floats
    :param language: language tag, such as ``pt-BR``; an unknown one is read as English
    :return: str, '' without periods
    """
    locale = _get_locale(language)
    by_day = {}
    for weekday, begins, ends in sorted(periods):
        _add(by_day.setdefault(weekday, []), begins, ends)
    by_hours = {}
    for weekday, hours in by_day.items():
        by_hours.setdefault(tuple(hours), []).append(weekday)
    return "; ".join(
        f"{_name_days(days, locale)} {_name_hours(hours, locale)}"
        for hours, days in by_hours.items()
    )


def _get_locale(language):
    try:
        return Locale.parse(language.replace("-", "_").split("@")[0])
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def _add(hours, begins, ends):
    """Add a period to those of a day, which are sorted; those that touch are one."""
    if hours and begins <= hours[-1][1]:
        begins, before = hours.pop()
        ends = max(ends, before)
    hours.append((begins, ends))


def _name_days(days, locale):
    names = get_day_names("abbreviated", "stand-alone", locale)
    runs = []
    # Days that follow one another have the same distance to their place in the list
    for _distance, run in groupby(enumerate(days), lambda pair: pair[1] - pair[0]):
        run = [names[day] for _place, day in run]
        runs.append(f"{run[0]}–{run[-1]}" if len(run) > 1 else run[0])  # noqa: RUF001
    return ", ".join(runs)


def _name_hours(hours, locale):
    return ", ".join(
        f"{_name_time(begins, locale)}–{_name_time(ends, locale)}"  # noqa: RUF001
        for begins, ends in hours
    )


def _name_time(hour, locale):
    minutes = round(hour * 60) % (24 * 60)
    words = format_time(time(*divmod(minutes, 60)), "short", locale=locale)
    # The narrow space before AM and PM counts as several characters on some networks
    return words.replace("\u202f", " ")
