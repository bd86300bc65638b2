// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import "@social_care_translate/translation.esm";
import {beforeEach, expect, test} from "@odoo/hoot";
import {click, queryText} from "@odoo/hoot-dom";
import {
    contains,
    makeMockEnv,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {animationFrame} from "@odoo/hoot-mock";
import {chips} from "@social_care/core/chips.esm";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

defineMailModels();

const {Component, getProps} = chips.get("social_care_translate.translation");

async function mount(translation, reload = () => expect.step("reload")) {
    const env = await makeMockEnv({reloadConversation: reload});
    await mountWithCleanup(Component, {env, props: {mentionId: 7, translation}});
}

beforeEach(() => {
    onRpc("social.care.mention", "action_translate", ({args}) => {
        expect.step(`translate ${args[0]}`);
        return true;
    });
});

test("a message that cannot be translated shows nothing", () => {
    expect(getProps({id: 7, translation: false})).toBe(false);
});

test("a message in another language offers a translation", async () => {
    await mount({state: "offered"});
    await contains(".o_social_care_translate").click();
    expect.verifySteps(["translate 7", "reload"]);
});

test("the translation names the language and the service", async () => {
    await mount({state: "done", text: "Where is it?", source: "pl", host: "t.lan"});
    expect(".o_social_care_text").toHaveText("Where is it?");
    expect(queryText(".o_social_care_translation")).toInclude(
        "Translated from Polish by t.lan"
    );
});

test("markup in a translation is text", async () => {
    await mount({state: "done", text: "<b>no</b>", source: "", host: "t.lan"});
    expect(".o_social_care_text b").toHaveCount(0);
    expect(".o_social_care_text").toHaveText("<b>no</b>");
});

test("a translation can be hidden and shown", async () => {
    await mount({state: "done", text: "Hi", source: "pl", host: "t.lan"});
    await click("button");
    await animationFrame();
    expect(".o_social_care_text").toHaveCount(0);
    expect("button").toHaveText("Show translation");
});

test("a failure is told and can be tried again", async () => {
    await mount({state: "failed", error: "The service did not answer."});
    expect("[role=alert]").toHaveText("The service did not answer.");
    expect(".o_social_care_translate").toHaveText("Translate again");
});

test("while it is translated, nothing can be clicked", async () => {
    await mount({state: "pending"});
    expect("button").toHaveCount(0);
});
