// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";
import {deskHotkeys} from "@social_care/desk/desk_hotkeys.esm";

deskHotkeys.add(
    "social_care_crm_merge.merge",
    {
        label: _t("Merge other tickets of the customer into this one"),
        isAvailable: (desk) => desk.isOpenTicket,
        run: (desk) => desk.press("object", "action_social_care_merge"),
    },
    {sequence: 35}
);
