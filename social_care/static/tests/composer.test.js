// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    advanceTime,
    animationFrame,
    click,
    edit,
    expect,
    fill,
    pointerDown,
    press,
    queryOne,
    test,
} from "@odoo/hoot";
import {
    announceChange,
    called,
    conversation,
    defineConversationModels,
    message,
    mountTicket,
    reply,
    server,
    setConversation,
} from "./conversation_test_helpers";
import {makeServerError, MockServer} from "@web/../tests/web_test_helpers";

defineConversationModels();

const INPUT = ".o_social_care_input";
const SEND = ".o_social_care_send";

const WINDOW = ".o_social_care_window";

/** A private conversation with one reply window. */
async function mountPrivate(opening) {
    setConversation();
    const capabilities = {...conversation.capabilities, visibilities: ["private"]};
    const messages = [message({openings: {private: opening}})];
    await mountTicket({private: true, capabilities, messages});
}

async function write(text) {
    await click(INPUT);
    await edit(text, {instantly: true});
    await animationFrame();
}

async function choose(visibility) {
    const label = {public: "Public", private: "Private"}[visibility];
    await click(`.o_social_care_visibility label:contains(${label})`);
    await animationFrame();
}

async function send() {
    await click(SEND);
    await animationFrame();
    await animationFrame();
}

test("the counter counts signs with the signature", async () => {
    await mountTicket();
    expect(".o_social_care_count").toHaveText("3 / 40");
    await write("Sorry 🙂");
    expect(".o_social_care_count").toHaveText("11 / 40");
    expect(".o_social_care_signature").toHaveText(/\^AN/);
});

test("a text that is too short cannot be sent, and says what it lacks", async () => {
    setConversation();
    const capabilities = {...conversation.capabilities, text_minimum: 12};
    await mountTicket({capabilities});
    expect(".o_social_care_missing").toHaveCount(0);
    await write("Sorry");
    await choose("public");
    // The signature counts, too
    expect(".o_social_care_missing").toHaveText("3 more characters are needed.");
    expect(SEND).not.toBeEnabled();
    await write("Sorry for it");
    expect(".o_social_care_missing").toHaveCount(0);
    expect(SEND).toBeEnabled();
});

test("a text that is too long cannot be sent", async () => {
    await mountTicket();
    await choose("public");
    await write("x".repeat(37));
    expect(".o_social_care_count").toHaveText("41 / 40");
    expect(SEND).not.toBeEnabled();
    expect("[aria-live=polite]:contains(1 characters too long)").toHaveCount(1);
});

test("public or private has to be chosen where both can be", async () => {
    await mountTicket();
    await write("Sorry!");
    expect(SEND).toHaveText("Choose public or private");
    await send();
    expect(called("post_reply")).toEqual([]);
    expect("[role=alert]").toHaveText("Choose who can read the reply.");
    await choose("private");
    expect(SEND).toHaveText("Send privately");
    await choose("public");
    expect(SEND).toHaveText("Reply publicly on Demo");
});

test("what is sent is what is shown, and the next choice is open again", async () => {
    await mountTicket();
    await write("Sorry!");
    await choose("public");
    await send();
    expect(called("post_reply")).toEqual([[3, 1, "Sorry!", "public", []]]);
    expect(INPUT).toHaveValue("");
    expect(SEND).toHaveText("Choose public or private");
});

test("where only one way exists it is shown and taken", async () => {
    await mountTicket({
        private: true,
        capabilities: {
            text_limit: 40,
            text_unit: "graphemes",
            byte_limit: null,
            media_max: 0,
            media_mimetypes: [],
            visibilities: ["private"],
            can_delete: false,
        },
    });
    expect("input[type=radio]").toHaveCount(0);
    expect(".o_social_care_visibility").toHaveText("Private");
    await write("Sorry!");
    await press(["ctrl", "Enter"]);
    await animationFrame();
    expect(called("post_reply")).toEqual([[3, 1, "Sorry!", "private", []]]);
});

test("a refusal of the server stands beside the text, which stays", async () => {
    await mountTicket();
    server.post = () => {
        throw makeServerError({
            type: "UserError",
            message: "Piotr is replying here.",
        });
    };
    await write("Sorry!");
    await choose("public");
    await send();
    expect("[role=alert]").toHaveText("Piotr is replying here.");
    expect(INPUT).toHaveValue("Sorry!");
    expect(SEND).toBeEnabled();
});

test("who writes says so every five seconds, and when they stop", async () => {
    await mountTicket();
    await write("So");
    expect(called("hold_composer")).toHaveLength(1);
    await fill("r");
    expect(called("hold_composer")).toHaveLength(1);
    await advanceTime(5100);
    await fill("r");
    expect(called("hold_composer")).toHaveLength(2);
    await click(".o_field_widget[name=name] input");
    await animationFrame();
    expect(called("release_composer")).toEqual([]);
    await write("");
    expect(called("release_composer")).toEqual([[3]]);
});

test("while another person replies the composer waits", async () => {
    await mountTicket({composer: {id: 99, name: "Piotr"}});
    expect(".o_social_care_blocked").toHaveText("Piotr is replying");
    expect(INPUT).not.toBeEnabled();
    setConversation({composer: false});
    await announceChange({thread_ids: [3]});
    await animationFrame();
    expect(".o_social_care_blocked").toHaveCount(0);
    expect(INPUT).toBeEnabled();
});

test("who comes second learns it at the first key", async () => {
    await mountTicket();
    server.holder = {id: 99, name: "Piotr"};
    await write("S");
    await animationFrame();
    expect(".o_social_care_blocked").toHaveText("Piotr is replying");
});

test("a draft survives a reload", async () => {
    await mountTicket();
    await write("Half a sent");
    const [key] = Object.keys(sessionStorage).filter((k) => k.includes("draft"));
    expect(JSON.parse(sessionStorage.getItem(key)).body).toBe("Half a sent");
});

test("the answer goes to the last message, or to the one that was picked", async () => {
    await mountTicket({
        messages: [message(), message({id: 2, external_id: "b", text: "Hello?"})],
    });
    expect(".o_social_care_answering").toHaveText(/Hello\?/);
    await click("[data-mention-id='1'] .o_social_care_reply");
    await animationFrame();
    expect(".o_social_care_answering").toHaveText(/My parcel is late/);
    expect(INPUT).toBeFocused();
});

test("what comes in while one writes does not take the answer to itself", async () => {
    await mountTicket();
    await write("Sorry!");
    setConversation({messages: [message(), message({id: 2, text: "Hello?"})]});
    await announceChange({thread_ids: [3]});
    await animationFrame();
    expect(".o_social_care_answering").toHaveText(/My parcel is late/);
});

test("a shortcut becomes its canned response", async () => {
    await mountTicket();
    MockServer.env["mail.canned.response"].create([
        {source: "looking", substitution: "We look into it."},
        {source: "bye", substitution: "Goodbye!"},
    ]);
    await write("Hi ::loo");
    await animationFrame();
    expect("[role=option]").toHaveCount(1);
    await press("Enter");
    await animationFrame();
    expect(INPUT).toHaveValue("Hi We look into it.");
    expect("[role=option]").toHaveCount(0);
});

test("a shortcut is found without its accents", async () => {
    await mountTicket();
    MockServer.env["mail.canned.response"].create([
        {source: "grüße", substitution: "Mit freundlichen Grüßen"},
    ]);
    for (const typed of ["::gruss", "::GRÜẞE", "::freundlichen"]) {
        await write(typed);
        await animationFrame();
        expect("[role=option]").toHaveCount(1);
    }
    await write("::gruen");
    await animationFrame();
    expect("[role=option]").toHaveCount(0);
});

test("a closing window counts down", async () => {
    await mountPrivate({until: "2026-11-01 12:30:30", left: false, late: ""});
    expect(".o_social_care_composer .text-danger").toHaveText(
        "Reply window on Demo closes in 30 min."
    );
    await advanceTime(31 * 60 * 1000);
    await animationFrame();
    expect(INPUT).not.toBeEnabled();
    expect(queryOne(".o_social_care_composer")).toHaveText(
        /reply window on Demo is closed/
    );
});

test("the window says how many replies are left and what comes after", async () => {
    const late = "After that, Demo accepts only approved message templates.";
    await mountPrivate({until: "2026-11-02 11:00:30", left: 2, late});
    expect(WINDOW).toHaveText(
        `Reply window on Demo closes in 23 h. 2 replies left. ${late}`
    );
    expect(WINDOW).toHaveClass("text-muted");
});

test("a used-up window takes no more replies although there is time", async () => {
    await mountPrivate({until: "2026-11-02 11:00:00", left: 0, late: ""});
    expect(WINDOW).toHaveText(
        "Demo accepts no more replies until the customer writes again."
    );
    expect(INPUT).not.toBeEnabled();
    expect(".o_social_care_reply").toHaveCount(0);
});

test("the window of the chosen visibility is shown", async () => {
    const openings = {
        private: {until: "2026-11-01 14:00:30", left: 1, late: ""},
    };
    await mountTicket({messages: [message({openings})]});
    expect(WINDOW).toHaveCount(0);
    await choose("private");
    expect(WINDOW).toHaveText("Reply window on Demo closes in 2 h. 1 reply left.");
    await choose("public");
    expect(WINDOW).toHaveCount(0);
});

test("a visibility whose window is closed cannot be chosen, the other can", async () => {
    const openings = {
        private: {until: "2026-11-01 11:00:00", left: 1, late: ""},
    };
    await mountTicket({messages: [message({openings})]});
    expect("input[type=radio][value=private]").not.toBeEnabled();
    expect("input[type=radio][value=public]").toBeEnabled();
    expect(WINDOW).toHaveText("The reply window on Demo is closed.");
    await write("Sorry!");
    await choose("public");
    await send();
    expect(called("post_reply")).toEqual([[3, 1, "Sorry!", "public", []]]);
});

test("a window that closes while the agent writes stops the button", async () => {
    const openings = {
        private: {until: "2026-11-01 12:10:00", left: 1, late: ""},
    };
    await mountTicket({messages: [message({openings})]});
    await write("Sorry!");
    await choose("private");
    expect(SEND).toBeEnabled();
    await advanceTime(11 * 60 * 1000);
    await animationFrame();
    expect(SEND).not.toBeEnabled();
    expect(INPUT).toHaveValue("Sorry!");
    expect(INPUT).toBeEnabled();
});

test("a message that cannot be answered says why and is no target", async () => {
    const reason = "This message can be read, not answered.";
    await mountTicket({
        messages: [
            message({id: 1, text: "Mine is late"}),
            message({id: 2, external_id: "b", cannot_reply_reason: reason}),
        ],
    });
    expect("[data-mention-id='2'] .o_social_care_cannot_reply").toHaveText(reason);
    expect("[data-mention-id='2'] .o_social_care_reply").toHaveCount(0);
    expect("[data-mention-id='1']").toHaveClass("o_target");
    await write("Sorry!");
    await choose("public");
    await send();
    expect(called("post_reply")).toEqual([[3, 1, "Sorry!", "public", []]]);
});

test("a pending reply cannot be sent again once its window is closed", async () => {
    const openings = {
        private: {until: "2026-11-01 11:00:00", left: false, late: ""},
    };
    await mountTicket({
        messages: [message({openings})],
        replies: [
            reply({id: 40, can_retry: true, visibility: "private"}),
            reply({id: 41, can_retry: true}),
        ],
    });
    expect("[data-reply-id='40'] button:contains(Retry)").toHaveCount(0);
    expect("[data-reply-id='41'] button:contains(Retry)").toHaveCount(1);
});

test("an accepted reply is not called published", async () => {
    const ours = {id: 2, external_id: "r", own: true, reply_id: 40};
    await mountTicket({
        messages: [message(), message({...ours, reply_state: "accepted"})],
    });
    expect("[data-mention-id='2']").toHaveText(/Not public yet/);
    expect("[data-mention-id='2']").not.toHaveText(/Published/);
    setConversation({
        messages: [message(), message({...ours, reply_state: "published"})],
    });
    await announceChange({thread_ids: [3]});
    await animationFrame();
    expect("[data-mention-id='2']").toHaveText(/Published/);
});

test("a revoked reply says who removed it", async () => {
    const values = {is_revoked: true, error_message: "Rude.", can_retry: true};
    await mountTicket({replies: [reply(values)]});
    expect("[data-reply-id='40'] .o_social_care_state").toHaveText(
        /Removed by Demo\.\s*Rude\./
    );
});

test("an accepted reply without a message says where it is", async () => {
    await mountTicket({replies: [reply({state: "accepted"})]});
    expect("[data-reply-id='40'] .o_social_care_state").toHaveText(
        "Accepted by Demo, not public yet."
    );
});

test("a press on a suggestion does not take the focus away", async () => {
    await mountTicket();
    MockServer.env["mail.canned.response"].create([
        {source: "bye", substitution: "Goodbye!"},
    ]);
    await write("::");
    await animationFrame();
    await pointerDown("[role=option]");
    await animationFrame();
    expect(INPUT).toHaveValue("Goodbye!");
    expect(INPUT).toBeFocused();
});

const SAID = "2026-11-01T11:59:00.123456";

function refuseAsStale() {
    throw makeServerError({
        errorName: "odoo.addons.social_care.exceptions.StaleReply",
        message: "You already answered here at 11:59: “Sorry!”",
        context: {said_until: SAID, heard_until: 2},
    });
}

test("the server learns what was said when one began to write", async () => {
    await mountTicket();
    await write("Sor");
    setConversation({said_until: SAID});
    await announceChange({thread_ids: [3]});
    await click(INPUT);
    await fill("ry!");
    await choose("public");
    await send();
    expect(called("post_reply")[0][2]).toBe("Sorry!");
    expect(called("said_until")).toEqual([["1970-01-01T00:00:00"]]);
    await write("Again");
    await choose("public");
    await send();
    expect(called("said_until").at(-1)).toEqual([SAID]);
});

test("what was answered meanwhile is sent on purpose only", async () => {
    await mountTicket();
    server.post = refuseAsStale;
    await write("Sorry!");
    await choose("public");
    setConversation({said_until: SAID});
    await send();
    await animationFrame();
    expect(".modal").toHaveText(/You already answered here at 11:59/);
    await click(".modal button:contains(Keep editing)");
    await animationFrame();
    expect(INPUT).toHaveValue("Sorry!");
    expect(called("post_reply")).toHaveLength(1);
    await send();
    await animationFrame();
    server.post = () => ({reply_id: 42, state: "queued"});
    await click(".modal button:contains(Send anyway)");
    await animationFrame();
    await animationFrame();
    expect(called("said_until").at(-1)).toEqual([SAID]);
    expect(INPUT).toHaveValue("");
});

test("a draft keeps what was said when it was begun over a reload", async () => {
    await mountTicket({said_until: SAID});
    await write("Half a sent");
    const [key] = Object.keys(sessionStorage).filter((k) => k.includes("draft"));
    expect(JSON.parse(sessionStorage.getItem(key)).saidUntil).toBe(SAID);
});

test("a reply of which nobody knows is warned of before one answers", async () => {
    const warning = "It is not known whether a reply of Anna was published.";
    await mountTicket({warning});
    expect(".o_social_care_panel .alert-warning").toHaveText(warning);
    expect(INPUT).toBeEnabled();
});

test("what the customer wrote after the last key is not known", async () => {
    await mountTicket({heard_until: 1});
    await write("Sorry!");
    setConversation({heard_until: 2});
    await announceChange({thread_ids: [3]});
    await advanceTime(3100);
    await choose("public");
    await send();
    expect(called("heard_until")).toEqual([[1]]);
});

test("nor what was on the screen only for a moment", async () => {
    await mountTicket({heard_until: 1});
    await write("Sorry!");
    setConversation({heard_until: 2});
    await announceChange({thread_ids: [3]});
    await fill(" It comes!");
    await choose("public");
    await send();
    expect(called("heard_until")).toEqual([[1]]);
});

test("what was read before one writes on is known", async () => {
    await mountTicket({heard_until: 1});
    await write("Sorry!");
    setConversation({heard_until: 2});
    await announceChange({thread_ids: [3]});
    await advanceTime(3100);
    await fill(" It comes!");
    await choose("public");
    await send();
    expect(called("heard_until")).toEqual([[2]]);
});

test("only what was shown is confirmed", async () => {
    await mountTicket({heard_until: 1});
    server.post = refuseAsStale;
    await write("Sorry!");
    await choose("public");
    await send();
    await animationFrame();
    setConversation({heard_until: 3});
    await announceChange({thread_ids: [3]});
    await animationFrame();
    await click(".modal button:contains(Send anyway)");
    await animationFrame();
    await animationFrame();
    expect(called("heard_until")).toEqual([[1], [2]]);
});

test("the next reply is written at once and sent once the previous one is out", async () => {
    await mountTicket({replies: [reply({state: "queued"})]});
    await write("And your number is 48213.");
    await choose("public");
    expect(SEND).toHaveText("Sending the previous reply…");
    expect(SEND).not.toBeEnabled();
    await press("Control+Enter");
    await animationFrame();
    expect(called("post_reply")).toHaveLength(0);
    setConversation({replies: []});
    await announceChange({thread_ids: [3]});
    await animationFrame();
    expect(INPUT).toHaveValue("And your number is 48213.");
    expect(SEND).toBeEnabled();
});
