// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {advanceTime, animationFrame, expect, test} from "@odoo/hoot";
import {
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

class Replay extends models.Model {
    _name = "social.care.replay";
    state = fields.Char();
    message = fields.Char();
    _records = [{id: 1, state: "running", message: "Running"}];
}

defineMailModels();
defineModels([Replay]);

function mountReplay() {
    return mountView({
        type: "form",
        resModel: "social.care.replay",
        resId: 1,
        arch: `<form js_class="social_care_replay_form">
            <field name="state" invisible="1"/><field name="message"/>
        </form>`,
    });
}

test("a simulation that is done shows its results without a reload", async () => {
    Replay._records = [{id: 1, state: "running", message: "Running"}];
    await mountReplay();
    await advanceTime(4000);
    expect("[name=message] input").toHaveValue("Running");
    onRpc("social.care.replay", "read", () => [{id: 1, state: "done"}]);
    onRpc("social.care.replay", "web_read", () => [
        {id: 1, state: "done", message: "120 contacts"},
    ]);
    await advanceTime(4000);
    await animationFrame();
    expect("[name=message] input").toHaveValue("120 contacts");
});

test("what is done is not asked for again", async () => {
    Replay._records = [{id: 1, state: "done", message: "120 contacts"}];
    onRpc("social.care.replay", "read", () => expect.step("read"));
    await mountReplay();
    await advanceTime(10000);
    expect.verifySteps([]);
});
