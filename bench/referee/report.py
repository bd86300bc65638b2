# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Let all give out the same weeks, judge them, and write the section of the page."""

from dataclasses import replace
from datetime import date
from statistics import mean, stdev

from odoo.addons.social_care_routing_replay.tools.scores import score_outcomes
from odoo.addons.social_care_routing_replay.tools.simulate import Engine, Simulation

from .. import inside, page
from . import optimum
from .livechat import MAX_SESSIONS, LiveChat, LiveChatAgain, Operators
from .policies import LeastLoaded, RoundRobin
from .week import PEOPLE, TARGET, make_week

SCRIPT = "script/bench-referee"
SEEDS = range(1, 6)
# The real method takes its time.
SEEDS_LIVECHAT = range(1, 4)
INSTANCES = 20
PLAIN = {
    "**Social Care**": Engine,
    "least-loaded (what OCA's `balanced` does)": LeastLoaded,
    "round robin (what OCA's `sequential` does)": RoundRobin,
}
LIVECHAT = {
    "`im_livechat._get_operator`, asked once": LiveChat,
    "`im_livechat._get_operator`, asked again, oldest first": LiveChatAgain,
}
HEAD = (
    "",
    "SLA met by who can",
    "SLA met by anybody",
    "begun within 20 min",
    "wait p50",
    "p95",
    "max (h)",
    "without a skill that is required",
    "over capacity",
    "Jain",
    "never begun",
)


def main(database):
    weeks = {seed: make_week(seed) for seed in SEEDS}
    judged = {name: _judge_all(weeks, policy) for name, policy in PLAIN.items()}
    with inside.environment(database) as env:
        judged |= _judge_livechat(env, weeks)
        env.cr.rollback()
    text = "\n".join([*_format_table(weeks, judged), *_compare_optimum(weeks)])
    page.write(text, SCRIPT)
    print(text)


# -- running -------------------------------------------------------------------


def _judge_all(weeks, policy):
    return [_judge(one, policy(one.lanes)) for one in weeks.values()]


def _judge_livechat(env, weeks):
    judged = {name: [] for name in LIVECHAT}
    for seed in SEEDS_LIVECHAT:
        one = weeks[seed]
        operators = Operators(env, one.workers)
        for name, policy in LIVECHAT.items():
            judged[name].append(_judge(one, policy(one.lanes, operators)))
        operators.leave()
    return judged


def _judge(one, policy):
    """Waits count while the teams work, for everybody alike."""
    run = Simulation(one.lanes, one.workers, one.arrivals, policy, one.end)
    outcomes = [
        replace(
            outcome,
            arrived_at=one.count_worked(outcome.arrived_at),
            deadline=one.count_worked(outcome.deadline),
            begun_at=one.count_worked(outcome.begun_at),
            done_at=one.count_worked(outcome.done_at),
        )
        for outcome in run.run()
    ]
    start = one.arrivals[0].at
    loads = run.compute_loads(start)
    return score_outcomes(
        outcomes, loads, one.count_worked(one.end), TARGET, run.violations
    )


# -- the table -----------------------------------------------------------------


def _format_table(weeks, judged):
    counts = [len(one.arrivals) for one in weeks.values()]
    yield "## Routing: a referee\n"
    yield (
        f"`{SCRIPT}`, {date.today()}: {len(SEEDS)} made-up weeks (± is the standard"
        f" deviation over them; {len(SEEDS_LIVECHAT)} for live chat) of"
        f" {min(counts):,} to {max(counts):,} mails, public and private messages in"
        f" four languages, with three bursts; {PEOPLE} people in three teams, early and"
        " late shifts and breaks, 25 skills at levels, 1 to 5 at once. All get the same"
        " arrivals and people, one simulation runs what people do with them, one judge"
        " counts. Waits are in minutes of the teams' working hours; the SLA is about"
        " the answer. An answer by somebody without what was required (a language, say)"
        " is counted in the second column only.\n"
    )
    yield page.table(HEAD, [_format_row(name, runs) for name, runs in judged.items()])
    yield (
        "What the others do not have is part of the result, but fairness asks to name"
        " it: none of them has a queue; round robin and least-loaded only choose among"
        " who is on shift and try again when somebody comes, which OCA's addon does"
        " not; they know neither skills nor capacity. `_get_operator` is Odoo's own"
        " method on real users, channels and sessions, told the simulated time; it is"
        " given the language, the subject as an expertise (it has no levels), people"
        f" who are online only on shift and a limit of {MAX_SESSIONS} sessions each,"
        " the mean of ours. It loses who gets nobody; the second row asks again for"
        " them, which Odoo does not. What people have when they leave goes back to the"
        " queue with us and stays with them elsewhere.\n"
    )


def _format_row(name, runs):
    wholes = [run.whole for run in runs]
    return [
        name,
        _spread([100 * whole.sla_skilled for whole in wholes], " %"),
        _spread([100 * whole.sla for whole in wholes], " %"),
        _spread([100 * whole.service_level for whole in wholes], " %"),
        _spread([whole.median / 60 for whole in wholes]),
        _spread([whole.p95 / 60 for whole in wholes]),
        _spread([whole.longest / 3600 for whole in wholes]),
        _spread([run.violations.get("skill", 0) for run in runs], digits=0),
        _spread([run.violations.get("capacity", 0) for run in runs], digits=0),
        _spread([run.fairness for run in runs], digits=2),
        _spread([whole.waiting for whole in wholes], digits=0),
    ]


def _spread(values, unit="", digits=1):
    return f"{mean(values):,.{digits}f} ±{stdev(values):,.{digits}f}{unit}"


# -- the optimum ---------------------------------------------------------------


def _compare_optimum(weeks):
    found = [
        optimum.compare(*optimum.make_instance(one, 100 * seed + number))
        for seed, one in weeks.items()
        for number in range(INSTANCES)
    ]
    shares = {
        what: _spread([100 * one[what] for one in found], " %") for what in found[0]
    }
    yield (
        f"One moment with {optimum.WAITING} mails and {optimum.FREE} people with one to"
        f" five free places, {len(found)} times, against the best assignment of all at"
        " once (`scipy.optimize.linear_sum_assignment`): ours gives out"
        f" {shares['items']} of the most that could be given out, serves"
        f" {shares['waiting']} of the most waiting (with priority boosts) that could be"
        f" served, and reaches {shares['fit']} of the best fit of skills that is"
        " possible with the most items. It does not look for the most: whoever is"
        " furthest in front goes first, and who has little to do before who knows a"
        " shade more.\n"
    )
