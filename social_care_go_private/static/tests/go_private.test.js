// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {animationFrame, click, edit, expect, press, test} from "@odoo/hoot";
import {
    calls,
    called,
    defineConversationModels,
    message,
    mountTicket,
    reply,
} from "@social_care/../tests/conversation_test_helpers";
import {makeServerError, onRpc} from "@web/../tests/web_test_helpers";
import {describeForm} from "@social_care_go_private/composer/private_chips.esm";

defineConversationModels();

const BUTTON = ".o_social_care_go_private";
const DIALOG = ".o_social_care_go_private_form";
const LINE = "#social_care_public_line";
const BODY = "#social_care_private_body";
const SEND = ".o_social_care_send_private";
const LIMITS = {
    text_limit: 70,
    text_unit: "graphemes",
    text_minimum: 0,
    byte_limit: null,
};

function answer(values = {}, result = () => ({reply_id: 41, state: "queued"})) {
    onRpc("social.care.thread", "get_private_way", ({args}) => {
        calls.push(["get_private_way", ...args]);
        return {
            way: "message",
            words: "A private message goes to @tom.",
            line: "Please check your direct messages.",
            link: "",
            capabilities: LIMITS,
            private_capabilities: LIMITS,
            signature: " ^AN",
            needs_approval: false,
            ...values,
        };
    });
    onRpc("social.care.thread", "go_private", ({args, kwargs}) => {
        calls.push(["go_private", ...args]);
        calls.push(["go_private_heard", kwargs.heard_until]);
        return {said_until: "2026-11-01T12:00:00", ...result()};
    });
}

const LINK = {
    way: "link",
    words: "The post gets a one-time link to a private form.",
    line: "Please write to us here:",
    link: "https://x.example/private/******",
    private_capabilities: {},
};

async function write(selector, text) {
    await click(selector);
    await edit(text, {instantly: true});
    await animationFrame();
}

async function open() {
    await click(BUTTON);
    await animationFrame();
    await animationFrame();
}

test("the message that was typed goes out privately, after the agent saw the way", async () => {
    answer();
    await mountTicket();
    await write(".o_social_care_input", "Your code?");
    await open();
    expect(called("get_private_way")).toEqual([[3, 1]]);
    expect(".o_social_care_way").toHaveText("A private message goes to @tom.");
    expect(BODY).toHaveValue("Your code?");
    expect(BODY).toBeFocused();
    expect(LINE).toHaveValue("Please check your direct messages.");
    await write(LINE, "See your inbox.");
    expect(SEND).toHaveText("Send both");
    await click(SEND);
    await animationFrame();
    expect(called("go_private")).toEqual([
        [3, 1, "message", "See your inbox.", "Your code?", [], "1970-01-01T00:00:00"],
    ]);
    expect(called("go_private_heard")).toEqual([[1]]);
    expect(DIALOG).toHaveCount(0);
    expect(".o_social_care_input").toHaveValue("");
});

test("by keyboard: Alt+Shift+G, and Ctrl+Enter", async () => {
    answer();
    await mountTicket();
    await write(".o_social_care_input", "Your code?");
    await press(["alt", "shift", "g"]);
    await animationFrame();
    await animationFrame();
    expect(DIALOG).toHaveCount(1);
    await press(["control", "Enter"]);
    await animationFrame();
    expect(called("go_private")).toHaveLength(1);
    expect(called("post_reply")).toHaveLength(0);
});

test("a link has no private message, and what was typed stays a draft", async () => {
    answer(LINK);
    await mountTicket();
    await write(".o_social_care_input", "Your password is 1234");
    await open();
    expect(BODY).toHaveCount(0);
    expect(LINE).toHaveValue("Please write to us here:");
    expect(DIALOG).toHaveText(/x.example\/private/);
    await click(SEND);
    await animationFrame();
    const [args] = called("go_private");
    expect(args.slice(2, 6)).toEqual(["link", "Please write to us here:", "", []]);
    expect(".o_social_care_input").toHaveValue("Your password is 1234");
});

test("the link counts for the length", async () => {
    answer({...LINK, signature: ""});
    await mountTicket();
    await open();
    await write(LINE, "x".repeat(70 - LINK.link.length - 1));
    expect(SEND).toBeEnabled();
    await write(LINE, "x".repeat(70 - LINK.link.length));
    expect(SEND).not.toBeEnabled();
    expect(DIALOG).toHaveText(/1 characters too long/);
});

test("neither part is sent empty", async () => {
    answer();
    await mountTicket();
    await open();
    expect(SEND).not.toBeEnabled();
    await write(BODY, "Your code?");
    expect(SEND).toBeEnabled();
    await write(LINE, " ");
    expect(SEND).not.toBeEnabled();
});

test("a message that was changed and not sent is the draft", async () => {
    answer();
    await mountTicket();
    await open();
    await write(BODY, "Later");
    await click(".modal-footer .btn-secondary");
    await animationFrame();
    expect(called("go_private")).toHaveLength(0);
    expect(".o_social_care_input").toHaveValue("Later");
});

test("what was said meanwhile is confirmed with what is known then", async () => {
    const known = {said_until: "2026-11-01T11:00:00", heard_until: 7};
    let isStale = true;
    answer({}, () => {
        if (isStale) {
            isStale = false;
            throw makeServerError({
                errorName: "odoo.addons.social_care.exceptions.StaleReply",
                message: "Anna replied",
                context: known,
            });
        }
        return {reply_id: 41, state: "queued"};
    });
    await mountTicket();
    await write(".o_social_care_input", "Your code?");
    await open();
    await click(SEND);
    await animationFrame();
    expect(`${DIALOG} [role=alert]`).toHaveText("Anna replied");
    expect(SEND).toHaveText("Send anyway");
    await click(SEND);
    await animationFrame();
    expect(called("go_private").at(-1).at(-1)).toBe(known.said_until);
    expect(called("go_private_heard").at(-1)).toEqual([7]);
    expect(DIALOG).toHaveCount(0);
});

test("a private conversation and a network without public replies have no button", async () => {
    answer();
    await mountTicket({private: true, messages: [message({private: true})]});
    expect(BUTTON).toHaveCount(0);
});

test("approval is said before", async () => {
    answer({needs_approval: true});
    await mountTicket();
    await open();
    expect(SEND).toHaveText("Send for approval");
});

test("a line that waits says for what", async () => {
    answer();
    const line = {state: "draft", private_form: false, has_follower: false};
    await mountTicket({
        replies: [
            reply({
                ...line,
                id: 39,
                state: "queued",
                has_follower: true,
                leader_state: "",
            }),
            reply({...line, leader_state: "queued"}),
            reply({...line, id: 41, leader_state: "failed"}),
        ],
    });
    expect("[data-reply-id='39'] .o_social_care_state").toHaveText(/follows it/);
    expect("[data-reply-id='40'] .o_social_care_state").toHaveText(
        /sent once the private message/
    );
    expect("[data-reply-id='41'] .o_social_care_state").toHaveText(/not sent, because/);
});

test("chips tell what became of the link, and that a message is not proven", async () => {
    const form = {
        state: "sent",
        opened_at: false,
        used_at: false,
        expires_at: "2026-11-08 12:00:00",
    };
    const own = message({id: 2, own: true, text: "Here: …"});
    await mountTicket({
        messages: [
            message({private_form: false}),
            {...own, private_form: form},
            message({id: 4, is_from_form: true, private_form: false}),
        ],
    });
    expect("[data-mention-id='2']").toHaveText(/Private form: link sent/);
    expect("[data-mention-id='4']").toHaveText(/Through the private form/);
    expect("[data-mention-id='1']").not.toHaveText(/rivate form/);
    const label = (values) => String(describeForm({...form, ...values}).label);
    expect(label({opened_at: "2026-11-01 12:00:00"})).toBe("Private form opened");
    expect(label({state: "used", used_at: "2026-11-01 12:00:00"})).toBe(
        "Private form used"
    );
    expect(label({state: "expired"})).toBe("Private form expired");
});
