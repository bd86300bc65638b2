// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";
import {boardColumns} from "@social_care_routing/wallboard/columns.esm";

boardColumns.add(
    "callers",
    {
        label: _t("Callers"),
        title: _t("Callers who wait in a queue of the phone system"),
        aggregate: "sum",
        getTone: (values) => values.callers && "risk",
    },
    {sequence: 15}
);
