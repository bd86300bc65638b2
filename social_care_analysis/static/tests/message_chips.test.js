// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Mention, Topic, server} from "./analysis_test_helpers";
import {animationFrame, click, expect, queryAllTexts, test} from "@odoo/hoot";
import {
    called,
    defineConversationModels,
    message,
    mountTicket,
} from "@social_care/../tests/conversation_test_helpers";
import {contains, defineModels, mockService} from "@web/../tests/web_test_helpers";

defineConversationModels();
defineModels([Mention, Topic]);

const ANALYSIS = {
    language: "en",
    sentiment: "negative",
    urgency: "2",
    topic: {id: 1, name: "Delivery", color: 3},
    relevance: "relevant",
    others: [],
    copies: 0,
    verdicts: {topic: {sure: 0.95, words: ["parcel"]}},
    incident: false,
};

async function mountAnalysed(values = {}, more = {}) {
    server.topics = [[1, "Delivery", 3]];
    const analysed = message({analysis: {...ANALYSIS, ...values}, ...more});
    await mountTicket({messages: [analysed]});
}

test("a message of a customer says what was found in it", async () => {
    await mountAnalysed();
    expect(queryAllTexts(".o_social_care_bubble .o_social_care_chip")).toEqual([
        "Urgent",
        "Negative",
        "Delivery",
        "English",
    ]);
    expect.verifySteps(["choices"]);
});

test("spam is named, what is worth an answer is not", async () => {
    await mountAnalysed({relevance: "spam", sentiment: "", urgency: "", language: ""});
    expect(queryAllTexts(".o_social_care_bubble .o_social_care_chip")).toEqual([
        "Urgency?",
        "Sentiment?",
        "Delivery",
        "Spam",
        "Language?",
    ]);
    expect.verifySteps(["choices"]);
});

test("a message that is perhaps irrelevant asks whether it is", async () => {
    await mountAnalysed({verdicts: {relevance: {sure: 0.4}}});
    expect("[data-kind=relevance]").toHaveText("Relevant");
    expect("[data-kind=relevance]").toHaveClass("o_unsure");
    expect.verifySteps(["choices"]);
});

test("our own messages and those without an analysis have no chips", async () => {
    await mountTicket({
        messages: [message(), message({id: 2, own: true, analysis: ANALYSIS})],
    });
    expect(".o_social_care_chip").toHaveCount(0);
});

test("a correction shows at once: the conversation is loaded again", async () => {
    Mention._records = [{id: 1}];
    await mountAnalysed();
    const before = called("get_conversations").length;
    await click("[data-kind=topic]");
    await animationFrame();
    await contains("[role=menuitemradio]:contains(No topic)").click();
    expect.verifySteps(["choices", "correct 1 topic false"]);
    expect(called("get_conversations")).toHaveLength(before + 1);
});

test("copies are counted, and the way to the incident is open", async () => {
    mockService("action", {
        doAction({res_model: model, res_id: id}) {
            expect.step(`open ${model} ${id}`);
        },
    });
    await mountAnalysed({copies: 12, incident: {id: 4, name: "Unusually many: Fault"}});
    expect(".o_social_care_chips").toHaveText(/12 similar mentions/);
    await click("button:contains(Unusually many: Fault)");
    expect.verifySteps(["choices", "open social.care.incident 4"]);
});
