// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Mention, defineAnalysisModels, server} from "./analysis_test_helpers";
import {
    animationFrame,
    beforeEach,
    click,
    expect,
    press,
    queryAllTexts,
    queryOne,
    test,
} from "@odoo/hoot";
import {contains, getService, mountView} from "@web/../tests/web_test_helpers";
import {offerRules} from "@social_care_analysis/chips/rules_offer.esm";

defineAnalysisModels();

const VERDICTS = {
    sentiment: {sure: 0.82, words: ["broken", "<b>refund</b>"]},
    urgency: {words: ["today"], because: ["repetition"]},
};

beforeEach(() => {
    server.ruleChanges = "";
    server.topics = [
        [1, "Delivery", 3],
        [2, "Billing", 4],
    ];
    Mention._records = [
        {
            id: 7,
            text: "It is broken",
            sentiment: "negative",
            urgency: "2",
            relevance: "relevant",
            topic_id: false,
            verdicts: VERDICTS,
        },
    ];
});

function mountMentions(fields, props = {}) {
    return mountView({
        type: "list",
        resModel: "social.care.mention",
        arch: `<list><field name="text"/>${fields}</list>`,
        ...props,
    });
}

const SENTIMENT = `<field name="sentiment" widget="social_care_verdict"
    options="{'kind': 'sentiment'}"/>`;
const URGENCY = `<field name="urgency" widget="social_care_verdict"
    options="{'kind': 'urgency'}"/>`;
const TOPIC = `<field name="topic_id" widget="social_care_verdict"
    options="{'kind': 'topic'}"/>`;
const ALL = `<field name="urgency" widget="social_care_verdicts"/>`;

const SENTIMENT_CHIP = "[data-kind=sentiment]";
const TOPIC_CHIP = "[data-kind=topic]";

test("a chip says what was found, on which words, and how sure it is", async () => {
    await mountMentions(SENTIMENT);
    expect.verifySteps(["choices"]);
    expect(SENTIMENT_CHIP).toHaveText("Negative");
    expect(queryOne(SENTIMENT_CHIP).title).toBe(
        "Sentiment: Negative. Because of “broken”, “<b>refund</b>”. Fairly sure (82 %)."
    );
    expect(SENTIMENT_CHIP).toHaveAttribute(
        "aria-label",
        queryOne(SENTIMENT_CHIP).title
    );
});

test("an unsure verdict looks so, and says that it wants a look", async () => {
    Mention._records[0].verdicts = {sentiment: {sure: 0.594, words: []}};
    await mountMentions(SENTIMENT);
    expect(SENTIMENT_CHIP).toHaveClass("o_unsure");
    expect(queryOne(SENTIMENT_CHIP).title).toBe(
        "Sentiment: Negative. Unsure (59 %): correct it if it is wrong."
    );
    await contains(SENTIMENT_CHIP).click();
    await contains("[role=menuitemradio]:contains(Neutral)").click();
    expect(SENTIMENT_CHIP).not.toHaveClass("o_unsure");
    expect.verifySteps(["choices", "correct 7 sentiment neutral"]);
});

test("from 60 % on it is sure, and a missing verdict asks anyway", async () => {
    Mention._records[0].verdicts = {sentiment: {sure: 0.6}, topic: {sure: 0.2}};
    await mountMentions(SENTIMENT + TOPIC);
    expect(".o_unsure").toHaveCount(0);
    expect.verifySteps(["choices"]);
});

test("what is perhaps irrelevant is named beside its topic", async () => {
    Mention._records[0].verdicts = {relevance: {sure: 0.3}};
    await mountMentions(ALL);
    expect(queryAllTexts(".o_social_care_chip")).toEqual([
        "Urgent",
        "Negative",
        "Topic?",
        "Relevant",
    ]);
    expect("[data-kind=relevance]").toHaveClass("o_unsure");
    expect.verifySteps(["choices"]);
});

test("words of a customer are never markup", async () => {
    await mountMentions(SENTIMENT);
    await click(SENTIMENT_CHIP);
    await animationFrame();
    expect(".o_social_care_because").toHaveText(/“<b>refund<\/b>”/);
    expect(".o_social_care_because b").toHaveCount(0);
    expect.verifySteps(["choices"]);
});

test("urgency says what it rests on beside words", async () => {
    await mountMentions(URGENCY);
    expect(queryOne("[data-kind=urgency]").title).toBe(
        "Urgency: Urgent. Because of “today”, repeated messages."
    );
    expect.verifySteps(["choices"]);
});

test("one click on a choice corrects, and the chip says who did", async () => {
    await mountMentions(SENTIMENT, {
        selectRecord: () => expect.step("opened"),
    });
    await click(SENTIMENT_CHIP);
    await animationFrame();
    expect("[role=menuitemradio][aria-checked=true]").toHaveText("Negative");
    await contains("[role=menuitemradio]:contains(Positive)").click();
    expect.verifySteps(["choices", "correct 7 sentiment positive"]);
    expect(SENTIMENT_CHIP).toHaveText("Positive");
    expect(queryOne(SENTIMENT_CHIP).title).toBe(
        "Sentiment: Positive. Set by Anna Novak."
    );
    expect(".o_notification").toHaveText(
        "Correction saved. The analysis learns from this."
    );
});

test("the keyboard corrects too, without opening the row", async () => {
    await mountMentions(SENTIMENT, {
        selectRecord: () => expect.step("opened"),
    });
    queryOne(SENTIMENT_CHIP).focus();
    await press("enter");
    await animationFrame();
    await press("arrowdown");
    await animationFrame();
    await press("enter");
    await animationFrame();
    await animationFrame();
    expect.verifySteps(["choices", "correct 7 sentiment negative"]);
});

test("a missing topic asks for one; the choices are asked for once", async () => {
    Mention._records.push({id: 8, text: "Where is it?", relevance: "relevant"});
    await mountMentions(SENTIMENT + TOPIC);
    expect(queryAllTexts(TOPIC_CHIP)).toEqual(["Topic?", "Topic?"]);
    await click(`${TOPIC_CHIP}:first`);
    await animationFrame();
    expect(queryAllTexts("[role=menuitemradio]")).toEqual([
        "Delivery",
        "Billing",
        "No topic",
    ]);
    await contains("[role=menuitemradio]:contains(Billing)").click();
    expect.verifySteps(["choices", "correct 7 topic 2"]);
    expect(queryAllTexts(TOPIC_CHIP)).toEqual(["Billing", "Topic?"]);
});

test("without topics the chip says who can add them", async () => {
    server.topics = [];
    await mountMentions(TOPIC);
    await click(TOPIC_CHIP);
    await animationFrame();
    expect(".o_social_care_because").toHaveText(
        "There are no topics yet. A supervisor can add them."
    );
    expect.verifySteps(["choices"]);
});

test("an archived topic keeps its name", async () => {
    Mention._records[0].topic_id = 3;
    await mountMentions(TOPIC);
    expect(TOPIC_CHIP).toHaveText("Archived");
    expect.verifySteps(["choices"]);
});

test("what is worth an answer needs no chip", async () => {
    await mountMentions(ALL);
    expect(queryAllTexts(".o_social_care_chip")).toEqual([
        "Urgent",
        "Negative",
        "Topic?",
    ]);
    expect.verifySteps(["choices"]);
});

test("spam is said in place of a topic, and can be called back", async () => {
    Mention._records[0].relevance = "spam";
    await mountMentions(ALL);
    expect(TOPIC_CHIP).toHaveCount(0);
    expect("[data-kind=relevance]").toHaveText("Spam");
    await click("[data-kind=relevance]");
    await contains("[role=menuitemradio]:contains(Relevant)").click();
    expect.verifySteps(["choices", "correct 7 relevance relevant"]);
    expect("[data-kind=relevance]").toHaveCount(0);
    expect(TOPIC_CHIP).toHaveText("Topic?");
});

test("who calls something back is told where it goes, and the row leaves the list", async () => {
    Mention._records[0].relevance = "spam";
    await mountMentions(ALL, {domain: [["relevance", "=", "spam"]]});
    expect(".o_data_row").toHaveCount(1);
    await contains("[data-kind=relevance]").click();
    await contains("[role=menuitemradio]:contains(Relevant)").click();
    expect.verifySteps(["choices", "correct 7 relevance relevant"]);
    expect(".o_notification").toHaveText(
        "The mention is routed as usual. The analysis learns from this."
    );
    expect(".o_data_row").toHaveCount(0);
});

test("what the rules would change after a correction is offered, and done by one click", async () => {
    server.ruleChanges = "Team: Safety. Tags: <b>Brakes</b>.";
    await mountMentions(URGENCY);
    await contains("[data-kind=urgency]").click();
    await contains("[role=menuitemradio]:contains(Can wait)").click();
    await animationFrame();
    const OFFER = ".o_notification:contains(the rules say)";
    expect(OFFER).toHaveText(/Team: Safety\. Tags: <b>Brakes<\/b>\./);
    expect.verifySteps(["choices", "correct 7 urgency 0"]);
    await contains(`${OFFER} button:contains(Change the ticket)`).click();
    await animationFrame();
    expect(OFFER).toHaveCount(0);
    expect.verifySteps(["apply rules to 7"]);
});

test("nothing is offered where the rules would change nothing", async () => {
    await mountMentions(URGENCY);
    await contains("[data-kind=urgency]").click();
    await contains("[role=menuitemradio]:contains(Can wait)").click();
    await animationFrame();
    expect(".o_notification:contains(the rules say)").toHaveCount(0);
    expect.verifySteps(["choices", "correct 7 urgency 0"]);
});

test("the offer is good without a screen that wants to hear of it, too", async () => {
    server.ruleChanges = "Team: Safety.";
    await mountMentions(URGENCY);
    await offerRules(
        {orm: getService("orm"), notification: getService("notification")},
        7
    );
    await animationFrame();
    await contains(".o_notification button:contains(Change the ticket)").click();
    await animationFrame();
    expect(".o_notification").toHaveCount(0);
    expect.verifySteps(["choices", "apply rules to 7"]);
});

test("the ticket is changed after the list with the chip was left", async () => {
    server.ruleChanges = "Team: Safety.";
    const list = await mountMentions(URGENCY);
    await contains("[data-kind=urgency]").click();
    await contains("[role=menuitemradio]:contains(Can wait)").click();
    await animationFrame();
    list.__owl__.destroy();
    await contains(".o_notification button:contains(Change the ticket)").click();
    await animationFrame();
    expect.verifySteps(["choices", "correct 7 urgency 0", "apply rules to 7"]);
});
