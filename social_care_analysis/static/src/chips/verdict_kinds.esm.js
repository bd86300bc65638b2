// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

const QUIET = "o_quiet";
const UNSET = "o_unset";

/**
 * The kinds of verdicts that have a chip, by the code of their step. Another addon adds
 * one with `registry.category("social_care_verdict_kinds").add(code, kind, {sequence})`:
 *
 * - `name`: of the kind
 * - `question`: what a chip without a verdict asks
 * - `icon`: class of the icon of a verdict without one of its own
 * - `looks`: {value: {icon, tone}}, optional
 * - `getLook(choice)`: {icon, tone} of a choice, instead of `looks`, optional
 * - `isHidden(value, verdict)`: whether a conversation shows no chip for it, optional
 */
const kinds = registry.category("social_care_verdict_kinds");

kinds.add(
    "urgency",
    {
        name: _t("Urgency"),
        question: _t("Urgency?"),
        icon: "fa-angle-up",
        looks: {
            0: {icon: "fa-angle-down", tone: QUIET},
            1: {icon: "fa-angle-up", tone: "o_soon"},
            2: {icon: "fa-angle-double-up", tone: "o_pressing"},
            3: {icon: "fa-exclamation-triangle", tone: "text-bg-danger"},
        },
    },
    {sequence: 10}
);
kinds.add(
    "sentiment",
    {
        name: _t("Sentiment"),
        question: _t("Sentiment?"),
        icon: "fa-meh-o",
        looks: {
            negative: {icon: "fa-frown-o", tone: "o_bad"},
            neutral: {icon: "fa-meh-o", tone: QUIET},
            positive: {icon: "fa-smile-o", tone: "o_good"},
        },
    },
    {sequence: 20}
);
kinds.add(
    "topic",
    {
        name: _t("Topic"),
        question: _t("Topic?"),
        icon: "fa-tag",
        getLook: ({color}) => ({
            icon: "fa-tag",
            tone: `o_tag o_tag_color_${color || 0}`,
        }),
    },
    {sequence: 30}
);
kinds.add(
    "relevance",
    {
        name: _t("Relevance"),
        question: _t("Relevant?"),
        icon: "fa-check",
        looks: {
            relevant: {icon: "fa-check", tone: QUIET},
            spam: {icon: "fa-ban", tone: "o_aside"},
            advert: {icon: "fa-bullhorn", tone: "o_aside"},
            bot: {icon: "fa-cogs", tone: "o_aside"},
            job: {icon: "fa-briefcase", tone: "o_aside"},
            other: {icon: "fa-random", tone: "o_aside"},
        },
        isHidden: (value, verdict) => !isIrrelevant(value) && !isUnsure(verdict),
    },
    {sequence: 40}
);
kinds.add(
    "language",
    {name: _t("Language"), question: _t("Language?"), icon: "fa-language"},
    {sequence: 50}
);

/** Relevance is the rule and needs no chip. */
export function isIrrelevant(relevance) {
    return Boolean(relevance) && relevance !== "relevant";
}

export function getName(kind) {
    return kinds.get(kind).name;
}

/** What a chip without a verdict asks. */
export function getQuestion(kind) {
    return kinds.get(kind).question;
}

/** {icon, tone} of a choice; without one, that of a missing verdict. */
export function getLook(kind, choice) {
    const {icon, looks = {}, getLook: compute} = kinds.get(kind);
    if (!choice || choice.value === false) {
        return {icon, tone: UNSET};
    }
    return compute ? compute(choice) : looks[choice.value] || {icon, tone: QUIET};
}

/** Codes of the kinds that a conversation shows for {kind: value}, in their order. */
export function getShownKinds(values) {
    const {verdicts} = values;
    return kinds
        .getEntries()
        .filter(
            ([kind, {isHidden}]) =>
                kind in values && !isHidden?.(values[kind], verdicts[kind] || {})
        )
        .map(([kind]) => kind);
}

const REASONS = {
    mood: _t("the tone"),
    repetition: _t("repeated messages"),
    reach: _t("many followers"),
};

/** Below this a verdict is unsure; `tools/verdict.py` has the same threshold. */
const UNSURE = 0.6;

/** Whether nobody set a verdict, and the analysis is not sure of it. */
export function isUnsure({sure, by}) {
    return !by && sure > 0 && sure < UNSURE;
}

function describeConfidence(sure) {
    const share = Math.round(sure * 100);
    if (sure >= 0.9) {
        return _t("Very sure (%s %).", share);
    }
    return sure >= UNSURE
        ? _t("Fairly sure (%s %).", share)
        : _t("Unsure (%s %): correct it if it is wrong.", share);
}

/** Why a verdict is what it is, one sentence each. */
export function explain({sure, words = [], because = [], by}) {
    if (by) {
        return [_t("Set by %s.", by)];
    }
    const grounds = [
        ...words.map((word) => `“${word}”`),
        ...because.map((reason) => REASONS[reason]),
    ];
    return [
        ...(grounds.length ? [_t("Because of %s.", grounds.join(", "))] : []),
        ...(sure ? [describeConfidence(sure)] : []),
    ];
}
