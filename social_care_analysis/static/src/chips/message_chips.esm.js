// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {VerdictChip} from "./verdict_chip.esm";
import {_t} from "@web/core/l10n/translation";
import {chips} from "@social_care/core/chips.esm";

function getAnalysis({analysis, is_own: isOwn}) {
    return !isOwn && analysis;
}

/** Verdicts on a message; that it needs a reply is the rule and has no chip. */
function getVerdicts({language, sentiment, urgency, topic, worth}) {
    const isWorth = !worth || worth === "worth";
    return [
        {kind: "urgency", value: urgency},
        {kind: "sentiment", value: sentiment},
        {kind: "topic", value: topic && topic.id, label: topic.name},
        ...(isWorth ? [] : [{kind: "worth", value: worth}]),
        {kind: "language", value: language},
    ];
}

chips.add(
    "social_care_analysis.verdicts",
    {
        places: ["message"],
        Component: VerdictChip,
        getProps: (message, env) => {
            const analysis = getAnalysis(message);
            const verdicts = analysis ? getVerdicts(analysis) : [];
            return verdicts.map((verdict) => ({
                ...verdict,
                verdict: analysis.verdicts[verdict.kind] || {},
                mentionId: message.id,
                onCorrected: () => env.reloadConversation(),
            }));
        },
    },
    {sequence: 10}
);

chips.add(
    "social_care_analysis.copies",
    {
        places: ["message"],
        getProps: (message) => {
            const {copies} = getAnalysis(message) || {};
            return (
                copies && {
                    label:
                        copies === 1
                            ? _t("1 more like it")
                            : _t("%s more like it", copies),
                    icon: "fa-clone",
                    tone: "o_quiet",
                }
            );
        },
    },
    {sequence: 20}
);

chips.add(
    "social_care_analysis.incident",
    {
        places: ["message"],
        getProps: (message, env) => {
            const {incident} = getAnalysis(message) || {};
            return (
                incident && {
                    label: incident.name,
                    icon: "fa-bolt",
                    tone: "text-bg-warning",
                    title: _t("Open this incident"),
                    onClick: () => openIncident(env, incident),
                }
            );
        },
    },
    {sequence: 30}
);

function openIncident(env, {id}) {
    return env.services.action.doAction({
        type: "ir.actions.act_window",
        res_model: "social.care.incident",
        res_id: id,
        views: [[false, "form"]],
    });
}
