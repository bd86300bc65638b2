// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    contains,
    defineModels,
    fields,
    MockServer,
    mockService,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";
import {advanceTime, animationFrame, expect, test} from "@odoo/hoot";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

class Model extends models.Model {
    _name = "social.care.trained.model";
    kind = fields.Char();
}

defineMailModels();
defineModels([Model]);

function mountModels() {
    mockService("action", {
        doActionButton({name, resIds}) {
            expect.step(`${name} ${JSON.stringify(resIds)}`);
        },
    });
    return mountView({
        type: "list",
        resModel: "social.care.trained.model",
        arch: `<list js_class="social_care_trained_model_list">
            <header>
                <button name="action_learn_now" type="object" string="Learn now"
                    display="always"/>
            </header>
            <field name="kind"/>
        </list>`,
    });
}

async function learn() {
    MockServer.env["social.care.trained.model"].create({kind: "Topic"});
    await advanceTime(3000);
    await animationFrame();
}

test("before anything was learnt one can learn, and sees what was", async () => {
    await mountModels();
    await contains("button:contains(Learn now)").click();
    expect.verifySteps(["action_learn_now []"]);
    await learn();
    expect(".o_data_row").toHaveCount(1);
    await learn();
    expect(".o_data_row").toHaveCount(2);
});

test("a list that nobody told to learn is left alone", async () => {
    Model._records = [{id: 1, kind: "Sentiment"}];
    await mountModels();
    await learn();
    expect(".o_data_row").toHaveCount(1);
});
