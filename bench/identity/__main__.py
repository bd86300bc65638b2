# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""script/bench-identity: measure, print, and write the section of the page."""

import time
from datetime import date
from statistics import mean

from .. import page
from .confirming import Confirming
from .finding import Directory, Finding, take_first_match, take_first_name
from .world import RATES, World

SEEDS = (12, 13, 14, 15)
# People who confirm what is not theirs
BLIND = 0.02
SCRIPT = "script/bench-identity"


class Score:
    """Links that a rule made, against the truth."""

    def __init__(self, world, linked):
        profiles = world.profiles
        self.links = len(linked)
        self.right = sum(
            linked[p.number] in p.truth for p in profiles if p.number in linked
        )
        self.wrong = self.links - self.right
        self.precision = self.right / self.links if self.links else 1
        self.recall = self.right / sum(bool(p.truth) for p in profiles)


def measure(seed, impostors=RATES["impostors"]):
    """Return {rule: figures} for one population."""
    world = World(seed, impostors)
    directory = Directory(world)
    started = time.perf_counter()
    findings = [Finding(directory, profile) for profile in world.profiles]
    seconds = time.perf_counter() - started
    proven = {f.profile.number: f.proven for f in findings if f.proven is not None}
    asked = Confirming(world, findings, seed)
    blind = Confirming(world, findings, seed, BLIND)
    return {
        "first": Score(world, _link_all(directory, world, take_first_match)),
        "name": Score(world, _link_all(directory, world, take_first_name)),
        "proven": Score(world, proven),
        "confirmed": Score(world, proven | asked.linked),
        "blind": Score(world, proven | blind.linked),
        "accepted": Score(world, _accept_all(findings)),
        "rank 1": _rate_at(findings, 1),
        "rank 3": _rate_at(findings, 3),
        "found": _rate_at([f for f in findings if f.proposals], 1),
        "mails": asked.mails,
        "to others": asked.to_others,
        "ms": seconds / len(findings) * 1000,
    }


def _link_all(directory, world, rule):
    linked = {p.number: rule(directory, p) for p in world.profiles}
    return {
        number: contact for number, contact in linked.items() if contact is not None
    }


def _accept_all(findings):
    """What an agent would link who accepts whatever comes first."""
    return {f.profile.number: f.first.contact for f in findings if f.first}


def _rate_at(findings, depth):
    """Share of customers whose contact is among the first proposals."""
    customers = [f for f in findings if f.profile.truth]
    hits = sum(
        any(p.contact in f.profile.truth for p in f.proposals[:depth])
        for f in customers
    )
    return hits / len(customers)


def main():
    runs = [measure(seed) for seed in SEEDS]
    honest = [measure(seed, 0) for seed in SEEDS[:1]]
    text = "\n".join(_write(runs, honest[0]))
    page.write(text, SCRIPT)
    print(text)


def _write(runs, honest):
    first = runs[0]
    yield "## Identity: who is proposed, and who is proven\n"
    yield _describe(first)
    rows = [
        _row(
            "A: first contact with the email or phone that was said",
            runs,
            honest,
            "first",
        ),
        _row("B: first contact of that name", runs, honest, "name"),
        _row(
            "**Social Care**: links that are proven by themselves",
            runs,
            honest,
            "proven",
        ),
        _row("**Social Care**: the same and confirmations", runs, honest, "confirmed"),
        _row(
            f"the same if {BLIND:.0%} confirm what is not theirs", runs, honest, "blind"
        ),
        _row(
            "an agent who accepts each first proposal (*not proven*)",
            runs,
            honest,
            "accepted",
        ),
    ]
    head = ["links to contacts", "links", "wrong", "wrong over 4 seeds", "precision"]
    yield page.table([*head, "without impostors", "recall"], rows)
    yield page.table(
        ["of customers, their contact is proposed", "first seed", "4 seeds"],
        [
            [f"at rank {n}", f"{first[f'rank {n}']:.3f}", _span(runs, f"rank {n}")]
            for n in (1, 3)
        ]
        + [
            [
                "at rank 1, where there is a proposal",
                f"{first['found']:.3f}",
                _span(runs, "found"),
            ]
        ],
    )
    yield _conclude(runs)


def _describe(first):
    rates = "; ".join(f"{what}: {rate:g}" for what, rate in RATES.items())
    return (
        f"`{SCRIPT}`, {date.today()}, {page.processor()}: a made population of 50,000 "
        "contacts and 5,000 profiles for each of the seeds "
        f"{', '.join(map(str, SEEDS))}; the table shows the first. All rates are "
        f"invented ({rates}). A person may be two contacts: any of them is right. "
        "Somebody who writes for another person is right only with their own contact; "
        "an impostor with none. The lookups are dicts here; what reads messages, "
        "compares names, ranks and proves is the code of the addon.\n"
    )


def _row(name, runs, honest, rule):
    score = runs[0][rule]
    return [
        name,
        f"{score.links:,}",
        score.wrong,
        sum(run[rule].wrong for run in runs),
        f"{score.precision:.3f}",
        f"{honest[rule].precision:.3f}",
        f"{score.recall:.3f}",
    ]


def _span(runs, key):
    values = [run[key] for run in runs]
    return f"{min(values):.3f} to {max(values):.3f}"


def _conclude(runs):
    first = runs[0]
    return (
        f"Confirmations: {first['mails']:,} mails to addresses on file, of which "
        f"{first['to others']} reach somebody else; they learn that somebody on a "
        "network named them, and nothing of the conversation. Somebody who confirms "
        "what is not theirs makes a wrong link, which the mail afterwards lets them "
        "undo. Reading a message, finding and ranking take "
        f"{mean(run['ms'] for run in runs):.2f} ms a profile, without the database.\n"
    )


if __name__ == "__main__":
    main()
