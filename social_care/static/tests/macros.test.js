// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    animationFrame,
    click,
    edit,
    expect,
    press,
    queryOne,
    test,
    waitFor,
} from "@odoo/hoot";
import {
    NO_ACTS,
    getActIds,
    listActs,
    mergeActs,
    removeAct,
} from "@social_care/conversation/acts.esm";
import {
    called,
    calls,
    defineConversationModels,
    mountTicket,
    reply,
    setConversation,
    server as thread,
} from "./conversation_test_helpers";
import {defineModels, models, preloadBundle} from "@web/../tests/web_test_helpers";
import {filterMacros} from "@social_care/conversation/macros.esm";

const TAG = {id: 5, name: "Parcel"};
const STAGE = {id: 6, name: "Research"};
const ACTS = {...NO_ACTS, tags: [TAG], stage: STAGE};

function macro(values = {}) {
    return {
        id: 1,
        name: "Late",
        is_own: false,
        text: "Hello Tom!",
        missing: "",
        acts: NO_ACTS,
        ...values,
    };
}

const server = {macros: []};

class Macro extends models.Model {
    _name = "social.care.macro";

    get_macros(threadId, mentionId) {
        calls.push(["get_macros", threadId, mentionId]);
        return structuredClone(server.macros);
    }
    apply_to_ticket(macroId, threadId) {
        calls.push(["apply_to_ticket", macroId, threadId]);
        return null;
    }
}

defineConversationModels();
defineModels([Macro]);
preloadBundle("web.assets_emoji");

const INPUT = ".o_social_care_input";
const ITEM = ".o_social_care_macro";
const ACT = ".o_social_care_composer .o_social_care_acts li";

async function open(macros, values) {
    server.macros = macros;
    await mountTicket(values);
    await click(".o_social_care_macros");
    await animationFrame();
    await animationFrame();
}

async function pick(name) {
    await click(`${ITEM}:contains(${name})`);
    await animationFrame();
    await animationFrame();
}

async function sendPublicly() {
    await click(".o_social_care_visibility label:contains(Public)");
    await animationFrame();
    await click(".o_social_care_send");
    await animationFrame();
    await animationFrame();
}

test("one click inserts the text where the caret stands", async () => {
    server.macros = [macro()];
    await mountTicket();
    await click(INPUT);
    await edit("Well. Bye.", {instantly: true});
    queryOne(INPUT).setSelectionRange(6, 6);
    await click(".o_social_care_macros");
    await animationFrame();
    await animationFrame();
    await pick("Late");
    expect(called("get_macros")).toEqual([[3, 1]]);
    expect(INPUT).toHaveValue("Well. Hello Tom!Bye.");
    expect(INPUT).toBeFocused();
    expect(ACT).toHaveCount(0);
});

test("what will happen to the ticket is shown, can be removed, and is sent", async () => {
    await open([macro({acts: ACTS})]);
    expect(`${ITEM} small`).toHaveText("Tag Parcel · Stage Research");
    await pick("Late");
    expect(`${ACT}:contains(Tag Parcel)`).toHaveCount(1);
    await click("button[aria-label='Remove: Stage Research']");
    await animationFrame();
    expect(`${ACT}:contains(Research)`).toHaveCount(0);
    await sendPublicly();
    const nothing = {stage_id: false, team_id: false, user_id: false};
    expect(called("acts")).toEqual([[{tag_ids: [5], ...nothing}]]);
    expect(ACT).toHaveCount(0);
});

test("a reply without a macro changes nothing", async () => {
    await mountTicket();
    await click(INPUT);
    await edit("Hello", {instantly: true});
    await animationFrame();
    await sendPublicly();
    expect(called("acts")).toEqual([[false]]);
});

test("a macro without a text changes the ticket at once", async () => {
    await open([macro({text: "", acts: ACTS})]);
    await pick("Late");
    expect(called("apply_to_ticket")).toEqual([[1, 3]]);
    expect(".o_notification").toHaveText("Tag Parcel · Stage Research");
    expect(INPUT).toHaveValue("");
    expect(ACT).toHaveCount(0);
});

test("a macro that would change nothing says so", async () => {
    await open([macro({text: ""})]);
    await pick("Late");
    expect(called("apply_to_ticket")).toEqual([]);
    expect(".o_notification").toHaveText("There is nothing to change on the ticket.");
});

test("the menu is searched by the keyboard", async () => {
    await open([macro(), macro({id: 2, name: "Refund", text: "Your money is back."})]);
    expect("input[aria-label='Search macros']").toBeFocused();
    await edit("mon");
    await animationFrame();
    expect(ITEM).toHaveCount(1);
    await press("Enter");
    await animationFrame();
    expect(INPUT).toHaveValue("Your money is back.");
    await click(".o_social_care_macros");
    await animationFrame();
    await animationFrame();
    await edit("zzz");
    await animationFrame();
    expect(ITEM).toHaveCount(0);
    expect(".o_social_care_macro_menu").toHaveText(/No macro matches/);
});

test("screen readers find the search beside the menu, not in it", async () => {
    await open([macro()]);
    expect("[role=dialog][aria-label=Macros] input").toHaveCount(1);
    expect("[role=menu] input").toHaveCount(0);
    expect(`[role=menu] ${ITEM}[role=menuitem]`).toHaveCount(1);
});

test("a text that the network does not take, or that has gaps, says so before", async () => {
    const text = "x".repeat(50);
    await open([macro({text, missing: "Number of the ticket"})]);
    expect(`${ITEM} small`).toHaveText(
        "14 characters too long · Without a value: Number of the ticket"
    );
    await pick("Late");
    expect(".o_social_care_count").toHaveText("54 / 40");
    expect(".o_social_care_send").not.toBeEnabled();
});

test("without macros the menu says what they are for", async () => {
    await open([]);
    expect(".o_social_care_macro_menu").toHaveText(/No macros yet/);
    expect("input[aria-label='Search macros']").toHaveCount(0);
});

test("markup of a customer stays text", async () => {
    await open([macro({name: "<b>Late</b>", text: "Hello <img src=x>!"})]);
    expect(`${ITEM} img, ${ITEM} b`).toHaveCount(0);
    await pick("Late");
    expect(INPUT).toHaveValue("Hello <img src=x>!");
});

test("a reply that is not published yet shows what will happen", async () => {
    await mountTicket({replies: [reply({state: "queued", acts: ACTS})]});
    expect(".o_pending .o_social_care_acts").toHaveText(/Tag Parcel/);
    expect(".o_pending .o_social_care_acts button").toHaveCount(0);
});

test("what is taken back has its changes again", async () => {
    await mountTicket({
        replies: [reply({state: "queued", can_cancel: true, undo_seconds: 4})],
    });
    const usual = thread.draft;
    thread.draft = () => ({...usual(), acts: ACTS});
    setConversation({replies: []});
    await click(".o_social_care_undo");
    await animationFrame();
    await animationFrame();
    thread.draft = usual;
    expect(`${ACT}:contains(Tag Parcel)`).toHaveCount(1);
});

test("emoji are offered by the picker of Odoo", async () => {
    await mountTicket();
    expect(".o_social_care_tools .o_social_care_emoji").toHaveAttribute(
        "aria-label",
        "Emoji"
    );
    await click(".o_social_care_emoji");
    await waitFor(".o-EmojiPicker .o-Emoji");
    await click(".o-EmojiPicker .o-Emoji:contains(😀)");
    await animationFrame();
    expect(INPUT).toHaveValue("😀");
    expect(INPUT).toBeFocused();
});

test("acts add up; the later stage and assignment count", async () => {
    // Loads the terms of labels
    await mountTicket();
    const team = {id: 1, name: "Billing"};
    const user = {id: 2, name: "Anna"};
    const both = mergeActs(ACTS, {...NO_ACTS, tags: [TAG, {id: 7, name: "VIP"}], team});
    expect(listActs(both).map(({label}) => `${label}`)).toEqual([
        "Tag Parcel",
        "Tag VIP",
        "Stage Research",
        "Assign to Billing",
    ]);
    const later = mergeActs(both, {...NO_ACTS, stage: {id: 8, name: "New"}, user});
    expect(later.stage.name).toBe("New");
    expect(later.team).toBe(false);
    const [last] = listActs(removeAct(later, "assignment")).slice(-1);
    expect(`${last.label}`).toBe("Stage New");
    expect(getActIds(NO_ACTS)).toBe(false);
});

test("macros are found by name before text, with any accents", () => {
    const macros = [
        macro({id: 1, name: "Other", text: "Paczka spóźniona"}),
        macro({id: 2, name: "Spóźniona"}),
    ];
    expect(filterMacros(macros, "spozniona").map(({id}) => id)).toEqual([2, 1]);
    expect(filterMacros(macros, "paczka spoz").map(({id}) => id)).toEqual([1]);
    expect(filterMacros(macros, "").map(({id}) => id)).toEqual([1, 2]);
});
