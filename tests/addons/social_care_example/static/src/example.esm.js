// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";
import {boardColumns} from "@social_care_routing/wallboard/columns.esm";
import {chips} from "@social_care/core/chips.esm";
import {stripItems} from "@social_care_routing/ticket/strip_items.esm";

boardColumns.add(
    "starred",
    {label: _t("Example column"), aggregate: "sum"},
    {sequence: 15}
);
stripItems.add(
    "social_care_example.contract",
    {getProps: ({contract}) => ({label: _t("Example item"), value: contract})},
    {sequence: 35}
);
chips.add(
    "social_care_example.starred",
    {
        places: ["work", "ticket"],
        getProps: ({starred}) => starred && {label: _t("Example chip")},
    },
    {sequence: 90}
);
