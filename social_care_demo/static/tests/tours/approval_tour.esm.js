// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {customerReads} from "./customer.esm";
import {registry} from "@web/core/registry";

const BADGE = ".o_social_care_approvals_badge";
const TEXT = ".modal .o_field_widget[name=body] textarea";
const REASON = ".modal .o_field_widget[name=return_reason] textarea";

function openReview(text) {
    return [
        {
            content: `Open the reply “${text}”`,
            trigger: `.o_data_row:contains(${text}) .o_data_cell[name=text]`,
            run: "click",
        },
        {
            content: "It says why it needs approval",
            trigger: ".o_form_view:contains(Tour approval)",
        },
        {
            trigger: ".o_form_view button[name=action_review]",
            run: "click",
        },
        {
            content: "The text can be changed at once",
            trigger: `${TEXT}:focus`,
        },
    ];
}

function goBack(count) {
    return [
        {
            trigger: ".o_breadcrumb .breadcrumb-item a:contains(To approve)",
            run: "click",
        },
        count
            ? {trigger: `.o_list_view:not(:has(.o_data_row:eq(${count})))`}
            : {trigger: ".o_list_view:not(:has(.o_data_row))"},
    ];
}

registry.category("web_tour.tours").add("social_care_approval", {
    steps: () => [
        {
            content: "The number of replies is in the top bar; it leads to them",
            trigger: `button:has(${BADGE}:contains(3))`,
            run: "click",
        },
        {
            content: "Approve one as it is",
            trigger:
                ".o_data_row:contains(It arrives today.) .o_list_record_selector input",
            run: "click",
        },
        {
            trigger: ".o_control_panel button[name=action_approve]",
            run: "click",
        },
        {
            content: "It has left the list, and the number follows",
            trigger: `body:has(${BADGE}:contains(2)) .o_list_view:not(:has(.o_data_row:contains(It arrives today.)))`,
            run: () => customerReads("It arrives today."),
        },
        ...openReview("You get 90 euros."),
        {
            content: "Change the text",
            trigger: TEXT,
            run: "edit You get a voucher.",
        },
        {
            trigger: ".modal button[name=action_approve]",
            run: "click",
        },
        {
            content: "The author's text stays on record",
            trigger: ".o_field_widget[name=original_body]:contains(You get 90 euros.)",
        },
        {
            content: "The customer reads what the supervisor wrote",
            trigger:
                ".o_form_statusbar:has(.o_arrow_button_current:contains(Published))",
            timeout: 45000,
            run: () => customerReads("You get a voucher."),
        },
        ...goBack(1),
        ...openReview("We never promised that."),
        {
            content: "Say what the author should change",
            trigger: REASON,
            run: "edit Be kinder, please.",
        },
        {
            trigger: ".modal button[name=action_return]",
            run: "click",
        },
        {
            content: "Nothing is left to approve",
            trigger: `body:not(:has(.modal)):not(:has(${BADGE}))`,
        },
    ],
});
