// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {advanceTime, animationFrame, click, expect, queryOne, test} from "@odoo/hoot";
import {
    announceChange,
    called,
    calls,
    conversation,
    defineConversationModels,
    message,
    missing,
    mountTicket,
    others,
    reply,
    setConversation,
} from "./conversation_test_helpers";
import {getService, mockService} from "@web/../tests/web_test_helpers";

defineConversationModels();

test("a message shows who speaks, in plain words", async () => {
    await mountTicket();
    expect(".o_social_care_message").toHaveCount(1);
    expect(".o_social_care_bubble_head").toHaveText(/Tom Harper/);
    expect(".o_social_care_bubble_head").toHaveText(/@tom/);
    expect(".o_social_care_bubble_head").toHaveText(/48\.2K/);
    expect("[aria-label='Verified by the network']").toHaveCount(1);
    expect(".o_social_care_head").toHaveText(/Public/);
    expect(".o_social_care_waiting_late").toHaveCount(1);
});

test("our own messages stand on the other side", async () => {
    await mountTicket({messages: [message(), message({id: 2, own: true})]});
    expect(".o_social_care_message.o_own").toHaveCount(1);
});

test("text of the network is never markup", async () => {
    const text = "<img src=x onerror=alert(1)> <b>bold</b>";
    const author = {...message().author, name: "<i>Tom</i>"};
    await mountTicket({messages: [message({text, author})]});
    expect(".o_social_care_text").toHaveText(text);
    expect(".o_social_care_bubble b, .o_social_care_bubble i:not(.fa)").toHaveCount(0);
    expect(".o_social_care_bubble img").toHaveCount(0);
});

test("nothing is loaded from the network's servers", async () => {
    const media = [missing({reason: "The network no longer has it"})];
    await mountTicket({messages: [message({media})]});
    expect("img[src*='elsewhere']").toHaveCount(0);
    const link = queryOne("a[href='https://elsewhere.example/pixel.png']");
    expect(link).toHaveText(/Picture: A broken wheel\s*The network no longer has it/);
    expect(link.rel).toBe("noopener noreferrer");
    expect(link.target).toBe("_blank");
});

test("a message that was deleted says so and cannot be answered", async () => {
    await mountTicket({
        messages: [message({text: "", deleted_at: "2026-11-01 11:00:00"})],
    });
    expect(".o_social_care_deleted").toHaveText(/Deleted on Demo/);
    expect(".o_social_care_reply").toHaveCount(0);
});

test("earlier versions of an edited message can be read", async () => {
    const revisions = [{text: "My parcel is latte", at: "2026-11-01 10:01:00"}];
    await mountTicket({
        messages: [message({edited_at: "2026-11-01 10:01:00", revisions})],
    });
    expect(".o_social_care_history").toHaveCount(0);
    await click("button:contains(Edited)");
    await animationFrame();
    expect(".o_social_care_history").toHaveText(/My parcel is latte/);
});

const ABOVE = {
    id: 2,
    external_id: "above",
    text: "Look at this!",
    is_context: true,
    state: "context",
};

test("a post above a mention is marked as context and cannot be answered", async () => {
    await mountTicket({messages: [message(ABOVE), message()]});
    expect("[data-mention-id='2'] .badge:contains(Context)").toHaveCount(1);
    expect("[data-mention-id='2'] .badge:contains(Context)").toHaveAttribute(
        "title",
        "Another person's post, shown to understand the mention"
    );
    expect("[data-mention-id='2'] .o_social_care_reply").toHaveCount(0);
    expect("[data-mention-id='1'] .badge:contains(Context)").toHaveCount(0);
    expect("[data-mention-id='1'] .o_social_care_reply").toHaveCount(1);
});

test("the reply goes to the mention, even if a post above it comes later", async () => {
    await mountTicket({messages: [message(), message(ABOVE)]});
    expect("[data-mention-id='1'].o_target").toHaveCount(1);
    expect("[data-mention-id='2'].o_target").toHaveCount(0);
});

test("a post above a mention is not announced as a new message", async () => {
    await mountTicket();
    setConversation({messages: [message(ABOVE), message()]});
    await announceChange({thread_ids: [3]});
    await animationFrame();
    expect(".o_social_care_message").toHaveCount(2);
    expect("[aria-live]:contains(Look at this)").toHaveCount(0);
});

test("a shortened text says so and where the whole text is", async () => {
    await mountTicket({
        messages: [message({text: "Long…", is_text_cut: true}), message({id: 2})],
    });
    const note = "[role=note]:contains(Truncated)";
    expect(`[data-mention-id='1'] ${note}`).toHaveText(
        /^Truncated. The full text is on Demo\.$/
    );
    expect(`[data-mention-id='2'] ${note}`).toHaveCount(0);
});

test("a deleted message does not promise its whole text", async () => {
    const deleted = {text: "", is_text_cut: true, deleted_at: "2026-11-01 11:00:00"};
    await mountTicket({messages: [message(deleted)]});
    expect(".o_social_care_deleted").toHaveCount(1);
    expect("[role=note]:contains(Truncated)").toHaveCount(0);
});

test("a screen reader says the beginning of a long message", async () => {
    await mountTicket();
    setConversation({messages: [message(), message({id: 2, text: "a ".repeat(9000)})]});
    await announceChange({thread_ids: [3]});
    await animationFrame();
    const said = queryOne("[aria-live]:contains(New message)").textContent;
    expect(said).toInclude("New message from Tom Harper: a a a");
    expect(said.length).toBeLessThan(400);
});

test("a message that answers an older one quotes it", async () => {
    await mountTicket({
        messages: [
            message(),
            message({id: 2, external_id: "b", text: "Second"}),
            message({id: 3, external_id: "c", parent_external_id: "a"}),
            message({id: 4, external_id: "d", parent_external_id: "c"}),
        ],
    });
    expect(".o_social_care_quote").toHaveCount(1);
    expect("[data-mention-id='3'] .o_social_care_quote").toHaveText(/@tom: My parcel/);
});

test("thanks need no reply, unless a person says so", async () => {
    const thanks = {
        id: 2,
        text: "Thanks!",
        state: "ignored",
        no_reply_reason: "thanks",
    };
    await mountTicket({
        messages: [message({answered_at: "2026-11-01"}), message(thanks)],
    });
    expect("[data-mention-id='2']").toHaveText(/No reply needed: only says thanks/);
    expect("[data-mention-id='1'] button:contains(Needs a reply)").toHaveCount(0);
    await click("button:contains(Needs a reply)");
    await animationFrame();
    expect(called("action_restore")).toEqual([[[2]]]);
    expect(called("get_conversations")).toHaveLength(2);
});

test("a failed reply gives its reason and can be retried", async () => {
    await mountTicket({
        replies: [reply({error_message: "The text is refused.", can_retry: true})],
    });
    expect(".o_pending").toHaveText(/Not published on Demo/);
    expect(".o_pending").toHaveText(/The text is refused/);
    await click("button:contains(Retry)");
    await animationFrame();
    expect(called("action_retry")).toEqual([[[40]]]);
    expect(called("get_conversations")).toHaveLength(2);
});

test("a reply says why it needs approval", async () => {
    const values = {state: "to_approve", approval_reason: "money is promised (50 €)"};
    await mountTicket({replies: [reply(values)]});
    expect(".o_pending").toHaveText(/Pending approval before it is sent to Demo/);
    expect(".o_pending").toHaveText(/Needs approval: money is promised \(50 €\)/);
    expect("button:contains(Approve and send)").toHaveCount(0);
    expect("button:contains(Edit or return)").toHaveCount(0);
});

test("a supervisor approves it, or opens the dialog to edit or return it", async () => {
    const values = {state: "to_approve", can_approve: true};
    await mountTicket({replies: [reply(values)]});
    await click("button:contains(Edit or return)");
    await animationFrame();
    expect(called("action_review")).toEqual([[[40]]]);
    await click("button:contains(Approve and send)");
    await animationFrame();
    expect(called("action_approve")).toEqual([[[40]]]);
});

test("what nobody approved in time is on hold", async () => {
    await mountTicket({replies: [reply({state: "to_approve", is_on_hold: true})]});
    expect(".o_pending").toHaveText(/On hold: nobody approved it in time/);
});

test("the author's text stays beside what an approver made of it", async () => {
    const values = {original_body: "Your <b>fault</b>.", edited_by: "Sue"};
    await mountTicket({replies: [reply({state: "queued", ...values})]});
    expect("details summary").toHaveText("Changed by Sue");
    await click("details summary");
    await animationFrame();
    expect(".o_social_care_original").toHaveText("Your <b>fault</b>.");
});

test("an unclear reply says that nobody knows, and is not sent again", async () => {
    await mountTicket({replies: [reply({state: "unknown", can_check: true})]});
    expect(".o_pending").toHaveText(/Publication unconfirmed/);
    expect("button:contains(Check now)").toHaveCount(1);
    expect("button:contains(Retry)").toHaveCount(0);
});

test("a reply that was not sent goes back into the composer", async () => {
    await mountTicket({replies: [reply({can_cancel: true})]});
    await click("button:contains(Change)");
    await animationFrame();
    await animationFrame();
    expect(called("take_back")).toEqual([[[40]]]);
    expect(".o_social_care_input").toHaveValue("Sorry!");
});

test("what comes in appears by itself and is announced", async () => {
    await mountTicket();
    setConversation({messages: [message(), message({id: 2, text: "Hello?"})]});
    await announceChange({thread_ids: [3]});
    await animationFrame();
    expect(".o_social_care_message").toHaveCount(2);
    expect(".o_social_care_announcements").toHaveText(
        "New message from Tom Harper: Hello?"
    );
});

test("changes of other conversations load nothing", async () => {
    await mountTicket();
    calls.length = 0;
    await announceChange({thread_ids: [99], ticket_ids: [98]});
    expect(calls).toEqual([]);
});

test("another customer gets a tab and takes nobody away", async () => {
    await mountTicket();
    expect(".o_social_care_panel nav").toHaveCount(0);
    others.push({...conversation, id: 4, profile_id: 8, private: true});
    await announceChange({thread_ids: [4], ticket_ids: [1]});
    await animationFrame();
    expect(".o_social_care_panel nav button").toHaveCount(2);
    expect("[aria-current=true]").toHaveText("Paula · Demo · public");
    await click("nav button:contains(private)");
    await animationFrame();
    expect(".o_social_care_head").toHaveText(/Private/);
});

test("where nobody can reply the reason stands instead", async () => {
    await mountTicket({can_reply: false, cannot_reply_reason: "Only listening."});
    expect(".o_social_care_composer").toHaveCount(0);
    expect(".o_social_care_closed").toHaveText("Only listening.");
});

test("an administrator goes from the reason to the account", async () => {
    mockService("action", {
        doAction: ({res_model: model, res_id: id}) => expect.step(`${model} ${id}`),
    });
    await mountTicket({
        can_reply: false,
        cannot_reply_reason: "Only listening.",
        can_open_account: true,
        account: {id: 3, name: "Tool", handle: "tool"},
    });
    await click(".o_social_care_closed button:contains(Open account)");
    await animationFrame();
    expect.verifySteps(["social.care.account 3"]);
});

test("a person decides what became of a reply that nobody can find", async () => {
    const values = {state: "unconfirmed", can_decide: true};
    await mountTicket({replies: [reply(values)]});
    expect(".o_pending").toHaveText(/Publication unconfirmed/);
    for (const [label, method] of [
        ["Mark as published", "action_confirm_published"],
        ["Mark as not published", "action_confirm_unpublished"],
        ["Send again", "action_send_again"],
    ]) {
        await click(`.o_pending button:contains(${label})`);
        await animationFrame();
        expect(called(method)).toEqual([[[40]]]);
    }
});

test("somebody else's is not theirs to decide", async () => {
    await mountTicket({replies: [reply({state: "unconfirmed"})]});
    expect(".o_pending button").toHaveCount(0);
});

test("after the connection was lost all is read again", async () => {
    await mountTicket();
    setConversation({messages: [message(), message({id: 2, own: true})]});
    getService("bus_service").trigger("BUS:RECONNECT");
    await advanceTime(500);
    await animationFrame();
    expect(".o_social_care_message").toHaveCount(2);
});
