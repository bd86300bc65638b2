# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""script/bench-analysis: measure, print, and write the sections of the page; with names
of sections only these. ``storms`` needs no data."""

import sys

from . import cold, data, found_page, loop, page, quality, speed, storm_page

HEADS = {0: "before learning", "together": "3,000 in all languages together"}


def main():
    names = sys.argv[1:] or list(SECTIONS)
    if names != ["storms"] and not data.is_there():
        return f"no messages to judge by in {data.FOLDER}: set SOCIAL_CARE_DATA"
    for name in names:
        SECTIONS[name]()
    return 0


def _write_quality():
    parts = [
        "## Analysis: how often it is right, and what it costs\n",
        page.circumstances(),
        *_airlines(),
        *_languages_of_posts(),
        *_sentiment_by_language(),
        *_spam(),
        *_copies(),
        *_speed(),
    ]
    page.write("\n".join(parts))
    print("\n".join(parts))


def _head(counts):
    return [HEADS.get(count) or f"{count:,}" for count in counts]


def _airlines():
    sentiment, subjects = quality.airline_sentiment(), quality.airline_topics()
    with_copies = quality.airline_sentiment_with_copies()
    topics_with_copies = quality.topics_with_copies()
    yield (
        "Tweets to airlines, accuracy / macro-F1 in percent after so many random labels"
        " (corrections are no random labels: see `script/bench-analysis loop`)."
        " “With copies” is the split of the prototype that the aims come from: random"
        " rows judge, and retweets may be on both sides. The topic has an"
        " administrator's keywords to begin with (`bench/analysis/quality.py`).\n"
    )
    counts = quality.COUNTS
    rows = [
        _row("sentiment (aim: F1 72 after 1,000, 76 after 5,000)", sentiment, counts),
        _row("the same with copies", with_copies, counts),
        _row("topic, 9 reasons (aim: 69 / 55 after 3,000)", subjects, counts),
        _row("the same with copies", topics_with_copies, counts),
    ]
    yield page.table(["", *_head(counts)], rows)


def _row(name, measured, counts):
    return [name, *(measured.get(count, "") for count in counts)]


def _languages_of_posts():
    yield (
        "Language without a network's tag, mean over languages of the share found, in"
        " percent (aim: 99 on posts); an answer of “unknown” counts as wrong.\n"
    )
    rows = []
    for words, codes in (
        (f"{len(quality.EXPECTED)} expected", quality.EXPECTED),
        (f"{len(data.LANGUAGES)} expected", data.LANGUAGES),
    ):
        found = quality.languages(codes)
        rows.append([words, *(_recall(found[kind]) for kind in KINDS)])
    with quality.fallback():
        found = quality.languages(quality.EXPECTED)
        cells = [_recall(found[kind]) for kind in KINDS]
        rows.append([f"{len(quality.EXPECTED)} expected, py3langid", *cells])
    posts = quality.languages(quality.EXPECTED)["tweet"][1]
    yield page.table(["", *KINDS.values()], rows)
    each = ", ".join(f"{code} {share:.1f}" for code, share in sorted(posts.items()))
    yield f"Posts by language: {each}.\n"


KINDS = {
    "tweet": "posts",
    "tweet-liga": "posts (LIGA)",
    "wordpair": "two words",
    "word": "one word",
}


def _recall(found):
    recall, _each, unknown = found
    return f"{recall:.1f} (unknown {unknown:.1f})"


def _sentiment_by_language():
    yield (
        "Sentiment of posts and reviews, macro-F1 in percent after so many random"
        " labels in that language. Nobody wrote a lexicon for Arabic.\n"
    )
    found = quality.sentiment_by_language()
    counts = [*quality.COUNTS[:4], "together"]
    rows = [
        [code, *(measured[count].f1 for count in counts)]
        for code, measured in sorted(found.items())
    ]
    yield page.table(["", *_head(counts)], rows)


def _spam():
    yield (
        "Spam under a video that was never seen in training (mean of three videos; aim:"
        " macro-F1 92 after all), and what goes aside at the threshold that a company"
        " begins with.\n"
    )
    rows = [
        [*_head([count]), measured, f"{precision:.1f}", f"{recall:.1f}"]
        for count, (measured, (precision, recall)) in quality.spam().items()
    ]
    head = ["comments", "accuracy / macro-F1", "aside: precision", "aside: recall"]
    yield page.table(head, rows)


def _copies():
    precision, recall, f1 = quality.copies()
    yield (
        f"Near-duplicates, pairs of posts: precision {precision:.1f}, recall"
        f" {recall:.1f}, **F1 {f1:.1f}** (aim: 97). The set's copies are synthetic, and"
        " the threshold was chosen with it in sight. Texts of less than 20 letters are"
        " left alone on purpose, which costs recall.\n"
    )


def _speed():
    steps, whole, single = speed.measure()
    seconds, size = speed.learning()
    yield (
        f"CPU for 1,000 mentions of all languages, in batches of {speed.BATCH}, three"
        f" models; median of {speed.PASSES} passes over {speed.COUNT:,} new texts each"
        " (aim: 2,000 mentions a second and core).\n"
    )
    rows = [[step, f"{used:.0f}"] for step, used in steps.items()]
    rows.append(["**all together**", f"**{1e6 / whole:.0f}**"])
    rows.append(["language with py3langid instead of eldc", f"{speed.fallback():.0f}"])
    yield page.table(["step", "ms for 1,000"], rows)
    yield (
        f"That is **{whole:,.0f} mentions a second and core**; one at a time"
        f" {single:,.0f}. Learning sentiment from 5,000 corrections takes {seconds:.1f}"
        f" s of CPU and makes a model of {size / 1000:.0f} kB.\n"
    )


SECTIONS = {
    "quality": _write_quality,
    "found": found_page.main,
    "cold": cold.main,
    "loop": loop.main,
    "storms": storm_page.main,
}
sys.exit(main())
