// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";
import {chips} from "@social_care/core/chips.esm";

function describe(clicks) {
    return clicks === 1 ? _t("1 click") : _t("%s clicks", clicks);
}

chips.add(
    "social_care_link_tracker.clicks",
    {
        places: ["author"],
        getProps: ({has_tracked_links: isTracked, link_clicks: clicks}) =>
            isTracked && {
                label: describe(clicks),
                icon: "fa-mouse-pointer",
                tone: clicks ? "text-bg-info" : "o_quiet",
                title: _t("How often people opened the links of this reply"),
            },
    },
    {sequence: 40}
);
