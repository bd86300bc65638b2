// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";

const QUIET = "o_quiet";
const UNSET = "o_unset";

/** Icon and colour by meaning; what is dangerous stands out from all others. */
const LOOKS = {
    sentiment: {
        negative: {icon: "fa-frown-o", tone: "o_bad"},
        neutral: {icon: "fa-meh-o", tone: QUIET},
        positive: {icon: "fa-smile-o", tone: "o_good"},
    },
    urgency: {
        0: {icon: "fa-angle-down", tone: QUIET},
        1: {icon: "fa-angle-up", tone: "o_soon"},
        2: {icon: "fa-angle-double-up", tone: "o_pressing"},
        3: {icon: "fa-exclamation-triangle", tone: "text-bg-danger"},
    },
    worth: {
        worth: {icon: "fa-check", tone: QUIET},
        spam: {icon: "fa-ban", tone: "o_aside"},
        advert: {icon: "fa-bullhorn", tone: "o_aside"},
        bot: {icon: "fa-cogs", tone: "o_aside"},
        job: {icon: "fa-briefcase", tone: "o_aside"},
        other: {icon: "fa-random", tone: "o_aside"},
    },
};

const KINDS = {
    sentiment: {name: _t("Sentiment"), unset: _t("Sentiment?"), icon: "fa-meh-o"},
    urgency: {name: _t("Urgency"), unset: _t("Urgency?"), icon: "fa-angle-up"},
    topic: {name: _t("Topic"), unset: _t("Topic?"), icon: "fa-tag"},
    worth: {name: _t("Relevance"), unset: _t("Worth it?"), icon: "fa-check"},
    language: {name: _t("Language"), unset: _t("Language?"), icon: "fa-language"},
};

export function nameOf(kind) {
    return KINDS[kind].name;
}

/** What a chip without a verdict asks. */
export function questionOf(kind) {
    return KINDS[kind].unset;
}

/** {icon, tone} of a choice; without one, that of a verdict which is missing. */
export function lookOf(kind, choice) {
    const {icon} = KINDS[kind];
    if (!choice || choice.value === false) {
        return {icon, tone: UNSET};
    }
    if (kind === "topic") {
        return {icon, tone: `o_tag o_tag_color_${choice.color || 0}`};
    }
    return LOOKS[kind]?.[choice.value] || {icon, tone: QUIET};
}

const REASONS = {
    mood: _t("the tone"),
    repetition: _t("writing again and again"),
    reach: _t("many followers"),
};

function sureInWords(sure) {
    const share = Math.round(sure * 100);
    if (sure >= 0.9) {
        return _t("Very sure (%s %).", share);
    }
    return sure >= 0.7 ? _t("Fairly sure (%s %).", share) : _t("Unsure (%s %).", share);
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
        ...(sure ? [sureInWords(sure)] : []),
    ];
}
