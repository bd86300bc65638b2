// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";

/** How much a team wants a skill, as sign and word. */
export function kinds() {
    return {
        required: {
            icon: "fa-exclamation-circle",
            label: _t("Required"),
            help: _t("Only people who have it get the work."),
        },
        preferred: {
            icon: "fa-star-o",
            label: _t("Preferred"),
            help: _t("People who have it come first."),
        },
        ignored: {
            icon: "fa-ban",
            label: _t("Not asked for here"),
            help: _t("This team does without it."),
        },
    };
}
