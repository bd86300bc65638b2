// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    contains,
    getService,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {WebClient} from "@web/webclient/webclient";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

defineMailModels();
// The list of the top bar
onRpc("social.care.waiting", "get_waiting", () => false);
onRpc("social.care.reply", "get_pending_approvals", () => false);

const step = (name, values) => ({
    name,
    title: `Do ${name}`,
    words: "Because.",
    is_done: false,
    is_optional: false,
    ...values,
});

async function open(guide) {
    onRpc("social.care.setup.guide", "get_guide", () => ({
        findings: [],
        is_finished: false,
        ...guide,
    }));
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "social_care_setup_guide",
    });
}

test("The first step that is to be done stands out", async () => {
    await open({
        steps: [
            step("connect", {is_done: true}),
            step("people", {is_optional: true}),
            step("team"),
            step("rule"),
        ],
    });
    expect("[data-step=team] .btn-primary").toHaveCount(1);
    expect(".o_social_care_setup_guide .btn-primary").toHaveCount(1);
    expect(queryAllTexts("li .btn")).toEqual(["Add more", "Start", "Start", "Start"]);
    expect("[data-step=connect] [aria-label=Done]").toHaveCount(1);
    expect("[data-step=people] .badge").toHaveText("Optional");
});

test("When only optional steps are left, the first of them stands out", async () => {
    await open({
        steps: [step("team", {is_done: true}), step("sla", {is_optional: true})],
    });
    expect("[data-step=sla] .btn-primary").toHaveCount(1);
});

test("What the server lacks is said first", async () => {
    await open({
        steps: [step("connect")],
        findings: [{level: "error", title: "No jobs", fix: "Restart Odoo"}],
    });
    expect(".alert-danger").toHaveText(/Restart Odoo/);
});

test("A step opens its form, and the guide looks again afterwards", async () => {
    let loads = 0;
    onRpc("social.care.setup.guide", "open_step", ({args}) => {
        expect.step(`open ${args[0]}`);
        return {type: "ir.actions.client", tag: "some_form"};
    });
    await open({steps: [step("team")]});
    onRpc("social.care.setup.guide", "get_guide", () => {
        loads += 1;
        return {
            steps: [step("team", {is_done: true})],
            findings: [],
            is_finished: true,
        };
    });
    mockService("action", {doAction: (_action, {onClose}) => onClose()});
    await contains("[data-step=team] .btn").click();
    expect.verifySteps(["open team"]);
    expect(loads).toBe(1);
});

test("A guide that is finished says so and cannot be dismissed", async () => {
    await open({steps: [step("team", {is_done: true})], is_finished: true});
    expect(".o_social_care_setup_guide h2").toHaveText("Social Care is set up");
    expect(".btn-link").toHaveCount(0);
});
