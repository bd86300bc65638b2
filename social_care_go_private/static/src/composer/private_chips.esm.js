// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";
import {chips} from "@social_care/core/chips.esm";
import {formatFullTime, parseServerDate} from "@social_care/core/words.esm";

function format(date) {
    return formatFullTime(parseServerDate(date));
}

/** Returns the props of the chip of a link to a private form. */
export function describeForm(form) {
    const {state, opened_at: opened, used_at: used, expires_at: expires} = form;
    const words = {
        waiting: {label: _t("Private form: not sent yet"), tone: "o_quiet"},
        sent: {
            label: opened ? _t("Private form opened") : _t("Private form: link sent"),
            tone: opened ? "o_soon" : "o_quiet",
            title: _t("Valid until %s", format(expires)),
        },
        used: {
            label: _t("Private form used"),
            tone: "o_good",
            title: used && format(used),
        },
        expired: {
            label: _t("Private form expired"),
            tone: "o_aside",
            title: _t("Valid until %s", format(expires)),
        },
        cancelled: {label: _t("Private form ended"), tone: "o_aside"},
    };
    return {icon: "fa-link", ...words[state]};
}

chips
    .add(
        "social_care_go_private.link",
        {
            places: ["message"],
            getProps: ({private_form: form}) => form && describeForm(form),
        },
        {sequence: 50}
    )
    .add(
        "social_care_go_private.from_form",
        {
            places: ["message"],
            getProps: ({is_from_form: isFromForm}) =>
                isFromForm && {
                    label: _t("Through the private form"),
                    icon: "fa-wpforms",
                    tone: "o_soon",
                    title: _t(
                        "Anybody who saw the public link could write this. Ask before you tell what only the customer may know."
                    ),
                },
        },
        {sequence: 51}
    );
