# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Rate limits that networks tell in the headers of their answers.

Headers are dicts with names in lower case. A header that makes no sense tells nothing:
an answer is never lost for one.
"""

import json
import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from .moments import parse_time
from .times import utc_now

FALLBACK = timedelta(minutes=5)
LONGEST_WAIT = timedelta(days=1)
LARGEST_INTEGER = 2**31 - 1
#: Headers with the names limit, remaining, used, reset and reset-after, in the order in
#: which they are read.
PREFIXES = ("ratelimit-", "x-ratelimit-", "x-rate-limit-")

# Longest headers that are read, and most budgets that are taken from one answer.
_LONGEST = 1000
_LONGEST_JSON = 20_000
_MOST = 10
_LONGEST_SUFFIX = 80
_DECIMAL = re.compile(r"\d{1,20}(?:\.\d{0,20})?")
# Item of a structured field (RFC 9651) with its parameters: "name";r=50;t=30
_VALUE = r'(?:"[^"]*"|[^\s;,"]*)'
_ITEM = re.compile(rf'(?:"([^"]+)"|([\w.:*/-]+))((?:\s*;\s*[a-z*][\w.*-]*={_VALUE})+)')
_PARAMETER = re.compile(r";\s*([a-z*][\w.*-]*)=(\d{1,15})(?![^\s;,])")
# As drafts up to 07 had it: limit=100, remaining=50, reset=5
_PAIR = re.compile(r"\b(limit|remaining|reset)=(\d{1,15})\b")
_APPLE = re.compile(r"([a-z]+-[a-z]+)-(lim|rem):(\d{1,15})")
_APPLE_PERIODS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
}
_META_USAGE = ("call_count", "total_cputime", "total_time")


@dataclass(frozen=True)
class Budget:
    """Calls that a network allows until a time.

    :param suffix: what the limit is about, if the network has several for one call; ''
        for the only one. It becomes part of the name of the budget, behind the endpoint
    :param allowance: calls of one period; 0 if the network does not tell
    :param remaining: calls left
    :param reset_at: when all of them are allowed again, naive UTC
    """

    suffix: str
    allowance: int
    remaining: int
    reset_at: datetime


def read_standard(headers, now=None):
    """Read the usual headers of rate limits.

    Known are ``RateLimit`` with ``RateLimit-Policy`` as a structured field
    (draft-ietf-httpapi-ratelimit-headers-10, and the simpler form of draft 07), and
    ``RateLimit-*``, ``X-RateLimit-*``, ``X-Rate-Limit-*`` as ``read_prefixed`` takes
    them.

    :param headers: dict, names in lower case
    :param now: naive UTC, the current time by default
    :return: list of ``Budget``, empty without such headers
    """
    now = now or utc_now()
    budgets = _read_structured(headers, now)
    for prefix in () if budgets else PREFIXES:
        budgets = budgets or read_prefixed(headers, prefix, now)
    return budgets


def read_prefixed(headers, prefix, now=None, suffix=""):
    """Read headers whose names are a prefix with limit, remaining and reset.

    The reset may be seconds, unix time or ISO 8601, each with decimals; a header
    ``reset-after`` in seconds goes before it, as it needs no equal clocks (Discord).
    Without a limit, it is what remains and what was ``used`` (Reddit).

    :param headers: dict, names in lower case
    :param prefix: for instance ``x-user-limit-24hour-``
    :param now: naive UTC, the current time by default
    :param suffix: of the budget
    :return: list of one ``Budget``, empty unless remaining and reset are told
    """
    now = now or utc_now()
    remaining = _read_count(headers.get(f"{prefix}remaining", ""))
    reset_at = _read_reset(headers, prefix, now)
    if remaining is None or reset_at is None:
        return []
    return [Budget(suffix, _read_limit(headers, prefix), remaining, reset_at)]


def read_apple(headers, now=None):
    """Read ``X-Rate-Limit: user-hour-lim:3500;user-hour-rem:500;`` of Apple's App Store
    Connect ("Identifying rate limits"). Its hour is a rolling one.

    :param headers: dict, names in lower case
    :param now: naive UTC, the current time by default
    :return: list of ``Budget``, one for each period, with suffixes like ``user-hour``
    """
    now, said = now or utc_now(), {}
    header = headers.get("x-rate-limit", "")[:_LONGEST]
    for name, part, number in _APPLE.findall(header):
        said.setdefault(name, {})[part] = _read_count(number)
    return [
        _make_rolling(name, parts.get("lim") or 0, parts["rem"], now, _get_period(name))
        for name, parts in list(said.items())[:_MOST]
        if "rem" in parts
    ]


def read_meta(headers, now=None, object_id=None):
    """Read ``X-App-Usage`` and ``X-Business-Use-Case-Usage`` of Meta's Graph API
    ("Rate limits"): JSON with percentages of what a rolling hour allows, and the
    minutes until calls are taken again.

    :param headers: dict, names in lower case
    :param now: naive UTC, the current time by default
    :param object_id: ID of the page or business whose limits count; by default the
        lowest of all that the answer names
    :return: list of ``Budget`` out of 100, with the suffixes ``app`` and the types of
        business use cases, like ``pages``
    """
    now = now or utc_now()
    usages = [("app", _load(headers.get("x-app-usage", "")))]
    business = _load(headers.get("x-business-use-case-usage", ""))
    for key, entries in business.items():
        if object_id in (None, key) and isinstance(entries, list):
            usages += [(entry.get("type"), entry) for entry in _pick(entries)]
    return _keep_lowest(
        budget for name, usage in usages if (budget := _read_usage(name, usage, now))
    )


def get_spent_until(budgets):
    """Return when the last of the spent budgets is renewed.

    :param budgets: iterable of ``Budget``
    :return: naive UTC; None if none of them is spent
    """
    resets = [budget.reset_at for budget in budgets if budget.remaining <= 0]
    return max(resets, default=None)


def retry_at(headers, now=None):
    """Return when the network accepts the next request.

    Read from Retry-After in seconds or as a date (RFC 9110, 10.2.3), else from the
    budgets that are spent, else from any reset of a rate limit, else five minutes.

    :param headers: dict, names in lower case
    :param now: naive UTC, the current time by default
    :return: naive UTC, within a day
    """
    now = now or utc_now()
    resets = (_read_reset(headers, prefix, now) for prefix in PREFIXES)
    return (
        _read_moment(headers.get("retry-after", ""), now)
        or get_spent_until(read_standard(headers, now))
        or next(filter(None, resets), now + FALLBACK)
    )


# -- structured fields ---------------------------------------------------------


def _read_structured(headers, now):
    field = headers.get("ratelimit", "")[:_LONGEST]
    policies = dict(_list_items(headers.get("ratelimit-policy", "")[:_LONGEST]))
    budgets = [
        _read_item(name, said, policies.get(name, {}), now)
        for name, said in _list_items(field)
        if "r" in said
    ]
    return budgets[:_MOST] or _read_pairs(field, now)


def _list_items(field):
    for match in _ITEM.finditer(field):
        name = match[1] or match[2]
        said = {key: int(value) for key, value in _PARAMETER.findall(match[3])}
        yield name[:_LONGEST_SUFFIX], said


def _read_item(name, said, policy, now):
    seconds = said.get("t", policy.get("w", FALLBACK.total_seconds()))
    allowance, remaining = _bound(policy.get("q", 0)), _bound(said["r"])
    return Budget(name, allowance, remaining, _add_seconds(seconds, now))


def _read_pairs(field, now):
    said = {name: int(number) for name, number in _PAIR.findall(field)}
    if not {"remaining", "reset"} <= set(said):
        return []
    allowance, remaining = _bound(said.get("limit", 0)), _bound(said["remaining"])
    return [Budget("", allowance, remaining, _add_seconds(said["reset"], now))]


# -- percentages and rolling periods -------------------------------------------


def _load(text):
    """Return a dict from JSON, {} from anything else."""
    try:
        found = json.loads(text) if len(text) <= _LONGEST_JSON else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _pick(entries):
    return [entry for entry in entries[:_MOST] if isinstance(entry, dict)]


def _read_usage(name, usage, now):
    shares = [share for key in _META_USAGE if _is_number(share := usage.get(key))]
    if not isinstance(name, str) or not shares:
        return None
    minutes = usage.get("estimated_time_to_regain_access")
    if _is_number(minutes) and minutes > 0:
        until = _add_seconds(minutes * 60, now)
        return Budget(name[:_LONGEST_SUFFIX], 100, 0, until)
    left = _bound(100 - math.ceil(max(shares)))
    return _make_rolling(name[:_LONGEST_SUFFIX], 100, left, now, timedelta(hours=1))


def _is_number(value):
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and 0 <= value <= LARGEST_INTEGER


def _keep_lowest(budgets):
    lowest = {}
    for budget in budgets:
        known = lowest.setdefault(budget.suffix, budget)
        if (budget.remaining, known.reset_at) < (known.remaining, budget.reset_at):
            lowest[budget.suffix] = budget
    return list(lowest.values())[:_MOST]


def _make_rolling(suffix, allowance, remaining, now, period):
    """Return the budget of a rolling period: once it is spent, something is free again
    long before the whole period has passed.
    """
    wait = period if remaining else min(period, FALLBACK)
    return Budget(suffix, allowance, remaining, now + wait)


def _get_period(name):
    return _APPLE_PERIODS.get(name.rpartition("-")[2], timedelta(hours=1))


# -- numbers and times ---------------------------------------------------------


def _read_limit(headers, prefix):
    """Return the limit, which may be followed by the policies of draft 03."""
    told = _read_count(re.split("[,;]", headers.get(f"{prefix}limit", ""))[0].strip())
    used = _read_count(headers.get(f"{prefix}used", ""))
    if told is not None or used is None:
        return told or 0
    return _bound(used + _read_count(headers[f"{prefix}remaining"]))


def _read_count(text):
    """Return a number of calls, None if it is none. A part of a call is no call."""
    return _bound(int(float(text))) if _DECIMAL.fullmatch(text) else None


def _bound(number):
    return min(max(number, 0), LARGEST_INTEGER)


def _read_reset(headers, prefix, now):
    after = headers.get(f"{prefix}reset-after", "")
    return _read_moment(after or headers.get(f"{prefix}reset", ""), now)


def _read_moment(text, now):
    """Return the time that a text stands for: seconds from now, unix time in seconds or
    milliseconds, or a date. Implausible values count as a day.

    :return: naive UTC, None if it is no time
    """
    if _DECIMAL.fullmatch(text):
        return _read_number(float(text), now)
    try:
        return _add_seconds((parse_time(text) - now).total_seconds(), now)
    except ValueError:
        return None


def _read_number(number, now):
    if number > 100_000_000_000:
        number /= 1000
    if number > 1_000_000_000:
        number -= now.replace(tzinfo=UTC).timestamp()
    return _add_seconds(number, now)


def _add_seconds(seconds, now):
    """Return a time in whole seconds, never before the network's."""
    wait = min(max(seconds, 0), LONGEST_WAIT.total_seconds())
    return now + timedelta(seconds=math.ceil(wait))
