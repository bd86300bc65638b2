// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";

/** The kinds of skill requirements, each with icon, label and help. */
export function getKinds() {
    return {
        required: {
            icon: "fa-exclamation-circle",
            label: _t("Required"),
            help: _t("Only agents with this skill get the work."),
        },
        preferred: {
            icon: "fa-star-o",
            label: _t("Preferred"),
            help: _t("Agents with this skill come first."),
        },
        ignored: {
            icon: "fa-ban",
            label: _t("Not required here"),
            help: _t("This team works without it."),
        },
    };
}
