// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {expect, test} from "@odoo/hoot";
import {queryAllValues, queryOne} from "@odoo/hoot-dom";
import {
    contains,
    getService,
    mockService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {WebClient} from "@web/webclient/webclient";
import {browser} from "@web/core/browser/browser";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

defineMailModels();
// The list of the top bar
onRpc("social.care.waiting", "get_waiting", () => false);
onRpc("social.care.reply", "get_pending_approvals", () => false);

const SECRET = {
    name: "Northwind",
    address: "https://care.example/social_care/webhook/x",
    secret: "s3cr3t",
    network: "Example forum",
    until: "2026-03-02 10:00:00",
    next: {type: "ir.actions.act_window_close"},
};

async function show(params = {}) {
    await mountWithCleanup(WebClient);
    const done = getService("action").doAction({
        type: "ir.actions.client",
        tag: "social_care_secret",
        params: {...SECRET, ...params},
    });
    await contains(".modal .btn-primary").focus();
    return done;
}

test("Address and secret are shown, each with a button to copy", async () => {
    show();
    await contains(".modal:contains(Secret of Northwind)").hover();
    expect(queryAllValues(".modal input")).toEqual([SECRET.address, SECRET.secret]);
    expect(".modal .o_clipboard_button").toHaveCount(2);
    expect(".modal-body:contains(accepted until)").toHaveCount(1);
});

test("The network is named where its connector does not say more", async () => {
    show();
    await contains(".modal .btn-primary").focus();
    expect(".modal-body p:contains(Enter both on Example forum.)").toHaveCount(1);
});

test("The connector says where both are entered", async () => {
    show({where: "In the forum: Admin / API / Webhooks."});
    await contains(".modal .btn-primary").focus();
    expect(".modal-body p:first").toHaveText(
        /^In the forum: Admin \/ API \/ Webhooks\./
    );
    expect(".modal-body p:contains(Enter both)").toHaveCount(0);
});

test("A long address is selected and shown from its beginning", async () => {
    show({address: `https://care.example/${"long".repeat(50)}`});
    await contains(".modal input:first").focus();
    const input = queryOne(".modal input:first");
    expect(input.selectionStart).toBe(0);
    expect(input.selectionEnd).toBe(input.value.length);
    expect(input.selectionDirection).toBe("backward");
    expect(input.scrollLeft).toBe(0);
});

test("The next page of a wizard opens behind the secret, not after it", async () => {
    onRpc("get_views", () => expect.step("page"));
    show({
        next: {
            type: "ir.actions.act_window",
            res_model: "res.partner",
            views: [[false, "form"]],
            target: "new",
        },
    });
    await contains(".modal:contains(Secret of Northwind) .btn-primary").focus();
    expect.verifySteps(["page"]);
    await contains(".modal:contains(Secret of Northwind) .btn-primary").click();
    expect(".modal").toHaveCount(1);
    expect.verifySteps([]);
});

test("Copy copies the secret", async () => {
    patchWithCleanup(browser, {
        navigator: {
            ...browser.navigator,
            clipboard: {writeText: async (text) => expect.step(text)},
        },
    });
    show();
    await contains(".modal .o_clipboard_button:last").click();
    expect.verifySteps([SECRET.secret]);
});

test("Without an old secret nothing is said of its end", async () => {
    show({until: false});
    await contains(".modal .btn-primary").focus();
    expect(".modal-body:contains(accepted until)").toHaveCount(0);
});

test("The next action waits until the person has stored it", async () => {
    mockService("notification", {add: (message) => expect.step(String(message))});
    show({
        next: {
            type: "ir.actions.client",
            tag: "display_notification",
            params: {message: "Connected"},
        },
    });
    await contains(".modal .btn-primary:contains(Done)").focus();
    expect.verifySteps([]);
    await contains(".modal .btn-primary").click();
    expect.verifySteps(["Connected"]);
    expect(".modal").toHaveCount(0);
});
