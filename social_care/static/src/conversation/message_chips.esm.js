// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";
import {Stars} from "../core/stars.esm";
import {chips} from "../core/chips.esm";

chips.add(
    "social_care.context",
    {
        places: ["author"],
        getProps: ({is_context: isContext}) =>
            isContext && {
                label: _t("Context"),
                tone: "text-bg-light",
                title: _t("Another person's post, shown to understand the mention"),
            },
    },
    {sequence: 10}
);

chips.add(
    "social_care.stars",
    {
        places: ["author"],
        Component: Stars,
        getProps: ({stars}) => stars && {count: stars},
    },
    {sequence: 5}
);

chips.add(
    "social_care.published",
    {
        places: ["author"],
        getProps: ({reply_id: replyId, reply_state: state, deleted_at: deletedAt}) =>
            replyId &&
            !deletedAt &&
            (state === "accepted"
                ? {
                      label: _t("Not public yet"),
                      icon: "fa-hourglass-half",
                      tone: "o_pressing",
                      title: _t(
                          "The network accepted this reply and has not published it yet"
                      ),
                  }
                : {
                      label: _t("Published"),
                      icon: "fa-check",
                      tone: "o_good",
                      title: _t("This reply is on the network"),
                  }),
    },
    {sequence: 30}
);

chips.add(
    "social_care.partner",
    {
        places: ["author"],
        getProps: ({author}) =>
            author.partner_name && {
                label: author.partner_name,
                icon: "fa-user",
                tone: "text-bg-info",
                title: _t("Contact in Odoo"),
            },
    },
    {sequence: 20}
);
