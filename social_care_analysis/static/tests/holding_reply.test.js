// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {animationFrame, click, edit, expect, queryAllTexts, test} from "@odoo/hoot";
import {
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
    MockServer,
} from "@web/../tests/web_test_helpers";
import {announceChange} from "@social_care/../tests/conversation_test_helpers";
import {SIZES, defineMailModels, patchUiSize} from "@mail/../tests/mail_test_helpers";

const STATES = [
    ["none", "Not approved"],
    ["sending", "Being sent"],
    ["stopped", "Stopped"],
    ["done", "Sent to all"],
];

class Incident extends models.Model {
    _name = "social.care.incident";
    state = fields.Selection({
        selection: [
            ["open", "Open"],
            ["calm", "Calmed"],
        ],
    });
    holding_body = fields.Text();
    holding_state = fields.Selection({selection: STATES});
    author_count = fields.Integer();
    holding_count = fields.Integer();
    holding_waiting_count = fields.Integer();
    holding_failed_count = fields.Integer();
}

defineMailModels();
defineModels([Incident]);

async function mountIncident(values = {}, isSupervisor = true) {
    onRpc("has_group", () => isSupervisor);
    mockService("action", {
        doActionButton({name, args, onClose}) {
            const [{holding_body: text}] = MockServer.env["social.care.incident"].read(
                [1],
                ["holding_body"]
            );
            const [seen = text] = JSON.parse(args || "[]");
            expect.step(`${name}: ${text}`);
            expect(seen).toBe(text);
            return onClose();
        },
    });
    Incident._records = [
        {
            id: 1,
            state: "open",
            holding_body: "",
            holding_state: "none",
            author_count: 4213,
            holding_count: 0,
            holding_waiting_count: 4213,
            holding_failed_count: 0,
            ...values,
        },
    ];
    await mountView({
        type: "form",
        resModel: "social.care.incident",
        resId: 1,
        arch: `<form js_class="social_care_incident_form">
            <header>
                <button name="action_take" type="object" string="Take it"/>
                <button name="action_calm" type="object" string="Close"/>
                <button name="action_cancel" type="object" string="Not an incident"/>
            </header>
            <field name="holding_body" widget="social_care_holding"/>
        </form>`,
    });
}

const APPROVE = ".o_social_care_holding .btn-primary";
const CLOSE = "button[name=action_calm]";
const YES = ".modal-footer .btn-primary";
const NO = ".modal-footer .btn-secondary";

async function write(text) {
    await click(".o_social_care_holding textarea");
    await edit(text);
    await animationFrame();
}

test("the button says to how many people it sends, and sends what was written", async () => {
    await mountIncident();
    expect(APPROVE).toHaveText("Approve and send to 4,213 people");
    expect(APPROVE).not.toBeEnabled();
    await write("We work on it!");
    expect(".o_social_care_holding_foot").toHaveText(/14 characters/);
    await contains(APPROVE).click();
    await contains(YES).click();
    expect.verifySteps(["action_approve_holding: We work on it!"]);
});

test("before it goes to all one reads who sees it, how many get it, and what it says", async () => {
    await mountIncident({holding_body: `<b>We know</b> ${"🙂".repeat(150)}`});
    await contains(APPROVE).click();
    const body = /It is public.*“<b>We know<\/b> (🙂){125}…”/s;
    await animationFrame();
    expect(".modal-body").toHaveText(body);
    expect(".modal-title").toHaveText("Send this reply in public?");
    expect(YES).toHaveText("Approve and send to 4,213 people");
    await contains(NO).click();
    expect.verifySteps([]);
    expect(".o_social_care_holding textarea").toHaveValue(/We know/);
});

test("who closes is told how many have no answer, and what comes next", async () => {
    await mountIncident({holding_waiting_count: 28});
    await contains(CLOSE).click();
    await animationFrame();
    expect(".modal-body").toHaveText(/^28 people have no reply yet\..*Route to Teams/s);
    await contains(NO).click();
    expect.verifySteps([]);
    await contains(CLOSE).click();
    await contains(YES).click();
    expect.verifySteps(["action_calm: "]);
});

test("who closes while the reply goes out is told that it goes on", async () => {
    await mountIncident({holding_state: "sending", holding_waiting_count: 28});
    await contains(CLOSE).click();
    await animationFrame();
    expect(".modal-body").toHaveText(
        /^28 people.*The reply is still being sent to them/
    );
});

test("who closes when all have an answer is told just that", async () => {
    await mountIncident({holding_state: "done", holding_waiting_count: 0});
    await contains(CLOSE).click();
    await animationFrame();
    expect(".modal-body").toHaveText(/Everybody has a reply/);
});

test("on a phone no button of an incident hides in a menu", async () => {
    patchUiSize({size: SIZES.SM});
    await mountIncident();
    expect(queryAllTexts(".o_statusbar_buttons button")).toEqual([
        "Take it",
        "Close",
        "Not an incident",
    ]);
});

test("who is no supervisor reads, and cannot approve", async () => {
    await mountIncident({holding_body: "We know"}, false);
    expect(".o_social_care_holding").toHaveText(/We know/);
    expect(".o_social_care_holding textarea").toHaveCount(0);
    expect(".o_social_care_holding button").toHaveCount(0);
});

test("while it is sent one sees how far it is, and can stop it", async () => {
    await mountIncident({
        holding_body: "We know",
        holding_state: "sending",
        holding_count: 1000,
        holding_failed_count: 3,
        holding_waiting_count: 3000,
    });
    expect(".o_social_care_holding textarea").toHaveCount(0);
    expect("[role=progressbar]").toHaveAttribute("aria-valuenow", "23");
    expect(".o_social_care_holding_state").toHaveText(
        /1,000 of 4,213 people have the reply/
    );
    expect(".o_social_care_holding_state").toHaveText(/3 not delivered/);
    await click("button:contains(Stop sending)");
    await animationFrame();
    expect.verifySteps(["action_stop_holding: We know"]);
});

test("what was stopped goes on with those who are left", async () => {
    await mountIncident({
        holding_body: "We know",
        holding_state: "stopped",
        holding_count: 13,
        holding_waiting_count: 4200,
    });
    expect(APPROVE).toHaveText("Continue: send to the other 4,200 people");
});

test("when all have it there is nothing left to approve", async () => {
    await mountIncident({
        holding_body: "We know",
        holding_state: "done",
        holding_count: 4213,
        holding_waiting_count: 0,
    });
    expect(APPROVE).toHaveCount(0);
    expect(".o_social_care_holding_state").toHaveText(/Sent to all/);
    expect(".progress-bar.bg-success").toHaveCount(1);
});

test("text of a holding reply is never markup", async () => {
    await mountIncident({holding_body: "<b>We know</b>", holding_state: "sending"});
    expect(".o_social_care_holding .o_social_care_text").toHaveText("<b>We know</b>");
});

test("the numbers follow by themselves", async () => {
    await mountIncident({holding_body: "We know", holding_state: "sending"});
    MockServer.env["social.care.incident"].write([1], {holding_count: 2107});
    await announceChange({incident_ids: [1]});
    await animationFrame();
    expect("[role=progressbar]").toHaveAttribute("aria-valuenow", "50");
});

test("while one writes nothing is taken away", async () => {
    await mountIncident();
    await click(".o_social_care_holding textarea");
    await edit("We know");
    await announceChange({incident_ids: [1]});
    await animationFrame();
    expect(".o_social_care_holding textarea").toHaveValue("We know");
});
