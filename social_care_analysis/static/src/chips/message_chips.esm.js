// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {VerdictChip} from "./verdict_chip.esm";
import {_t} from "@web/core/l10n/translation";
import {chips} from "@social_care/core/chips.esm";
import {getShownKinds} from "./verdict_kinds.esm";
import {openForm} from "@social_care/core/open_form.esm";

function getAnalysis({analysis, is_own: isOwn}) {
    return !isOwn && analysis;
}

/** The verdicts on a message that have a chip, as props of it. */
function getVerdicts(analysis) {
    const {topic} = analysis;
    return getShownKinds(analysis).map((kind) =>
        kind === "topic"
            ? {kind, value: topic && topic.id, label: topic.name}
            : {kind, value: analysis[kind]}
    );
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
    "social_care_analysis.urgency_kind",
    {
        places: ["message"],
        getProps: (message) => {
            const {urgency_kind: label} = getAnalysis(message) || {};
            return label && {label, icon: "fa-exclamation-circle", tone: "o_pressing"};
        },
    },
    {sequence: 12}
);

chips.add(
    "social_care_analysis.others",
    {
        places: ["message"],
        getProps: (message) => {
            const {others = []} = getAnalysis(message) || {};
            return others.map(({name, label}) => ({
                label: `${name}: ${label}`,
                icon: "fa-info-circle",
                tone: "o_quiet",
            }));
        },
    },
    {sequence: 15}
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
                            ? _t("1 similar mention")
                            : _t("%s similar mentions", copies),
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
    return openForm(env.services.action, "social.care.incident", id);
}
