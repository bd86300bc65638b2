// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {cookie} from "@web/core/browser/cookie";
import {registry} from "@web/core/registry";

const MOST_CLICKS = 30;
let clicks = 0;
const tool = {};

/** A person presses something, or goes into a field to write. */
function press(trigger, content) {
    clicks += 1;
    return {content, trigger, run: "click"};
}

function write(trigger, text, content) {
    return {...press(trigger, content), run: `edit ${text}`};
}

function see(trigger, content) {
    return {content, trigger};
}

const step = (name) => `.o_social_care_setup_guide li[data-step=${name}]`;
const start = (name) => `${step(name)} button.btn-primary`;
const field = (name) => `.modal input[name=${name}]`;
const button = (name) => `.modal-footer button[name=${name}]`;
const SAVE = ".modal-footer .o_form_button_save";

/** What stands in the dialog is all that the tool gets. */
function rememberAddressAndSecret() {
    const [address, secret] = document.querySelectorAll(".modal input[readonly]");
    tool.path = new URL(address.value).pathname;
    tool.secret = secret.value;
}

/** The tool pushes what a customer says, signed as the readme tells. */
async function customerWrites() {
    const body = JSON.stringify({
        id: "1",
        text: "Where is my parcel?",
        author: {id: "7", handle: "maria", name: "Maria"},
    });
    const now = Math.floor(Date.now() / 1000);
    const answer = await fetch(tool.path, {
        method: "POST",
        body,
        headers: {
            "Content-Type": "application/json",
            "X-Social-Care-Timestamp": String(now),
            "X-Social-Care-Signature": `sha256=${await sign(`${now}.${body}`)}`,
        },
    });
    if (!answer.ok) {
        throw new Error(`The webhook answered ${answer.status}`);
    }
}

async function sign(message) {
    const encoder = new TextEncoder();
    const key = await crypto.subtle.importKey(
        "raw",
        encoder.encode(tool.secret),
        {name: "HMAC", hash: "SHA-256"},
        false,
        ["sign"]
    );
    const mac = await crypto.subtle.sign("HMAC", key, encoder.encode(message));
    const bytes = [...new Uint8Array(mac)];
    return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const connect = () => [
    press(start("connect"), "The first step connects an account"),
    press(".modal .o_radio_item:contains(Other tool) input", "Any tool that pushes"),
    press(button("action_next")),
    write(field("handle"), "northwind"),
    write(field("reply_url"), cookie.get("first_start_tool")),
    press(button("action_connect")),
    {
        content: "The secret is shown, this once",
        trigger: ".modal:contains(shown only once) input[readonly]",
        run: rememberAddressAndSecret,
    },
    press(".modal-footer button:contains(Done)"),
    press(".modal:contains(is connected) .modal-footer button:contains(Close):visible"),
    see(`body:not(:has(.modal)) ${step("connect")}.o_done`),
];

const people = () => [
    press(`${step("people")} button`, "A colleague answers, too"),
    write(".modal .o_field_widget[name=name] input", "Anna Novak"),
    write(".modal .o_field_widget[name=login] input", "anna@example.com"),
    press(SAVE),
    see(`body:not(:has(.modal)) ${step("people")}.o_done`),
];

const team = () => [
    press(start("team"), "The form of the team is filled in"),
    see(".modal .o_field_widget[name=user_ids]:contains(Anna Novak)"),
    press(SAVE),
    see(`body:not(:has(.modal)) ${step("team")}.o_done`),
];

const rule = () => [
    press(start("rule"), "So is that of the rule"),
    see(".modal .o_field_widget[name=team_id] input:value(Customer care)"),
    press(SAVE),
    see(`body:not(:has(.modal)) ${step("rule")}.o_done`),
];

const sla = () => [
    press(`${step("sla")} button`, "And that of the SLA target"),
    press(SAVE),
    see(`body:not(:has(.modal)) ${step("sla")}.o_done`),
];

const answer = () => [
    {
        content: "A customer writes",
        trigger: start("answer"),
        run: customerWrites,
    },
    {
        content: "Until the ticket is there",
        trigger: start("answer"),
        run: () => new Promise((resolve) => setTimeout(resolve, 4000)),
    },
    press(start("answer")),
    see(".o_social_care_message:contains(Where is my parcel)"),
    write(".o_social_care_input", "We look into it."),
    press(".o_social_care_visibility label:contains(Public)"),
    press(".o_social_care_send:contains(Reply publicly)"),
    see(".o_social_care_message.o_own:not(.o_pending):contains(We look into it)"),
];

registry.category("web_tour.tours").add("social_care_first_start", {
    steps: () => {
        clicks = 0;
        const steps = [
            press(".o_navbar_apps_menu button", "All apps"),
            press(".o_app[data-menu-xmlid='social_care.menu_social_care_root']"),
            see(
                ".o_social_care_setup_guide h2:contains(Welcome)",
                "The guide opens by itself"
            ),
            ...connect(),
            ...people(),
            ...team(),
            ...rule(),
            ...sla(),
            ...answer(),
        ];
        if (clicks > MOST_CLICKS) {
            throw new Error(`${clicks} clicks to the first answer`);
        }
        return steps;
    },
});
