// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";
import {expect, test} from "@odoo/hoot";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

const CHANGE = {
    section: "Rules",
    name: "Refunds",
    kind: "changed",
    values: [{label: "Words", old: "refund", new: "<b>refund*</b>"}],
};
const PLANS = {
    1: {new: 1, changed: 1, problems: [], changes: [CHANGE, {...CHANGE, kind: "new"}]},
    2: {new: 0, changed: 0, problems: [], changes: []},
    3: {new: 0, changed: 0, problems: ["There is no team “X” here."], changes: []},
};

class Transfer extends models.Model {
    plan = fields.Json();
    state = fields.Char();

    _records = Object.entries(PLANS).map(([id, plan]) => ({
        id: Number(id),
        plan,
        state: "preview",
    }));
}

defineMailModels();
defineModels([Transfer]);

const show = (resId) =>
    mountView({
        type: "form",
        resModel: "transfer",
        resId,
        arch: `<form>
            <field name="state" invisible="1"/>
            <field name="plan" widget="social_care_plan"/>
        </form>`,
    });

test("Changes stand under their section, what is old beside what is new", async () => {
    await show(1);
    expect(".o_field_social_care_plan h5").toHaveText("Rules");
    expect(".o_field_social_care_plan .fw-bold").toHaveText("1 new, 1 changed.");
    await contains("summary:first").click();
    expect("details:first td").toHaveText(/refund/);
    expect("details:first s").toHaveText("refund");
});

test("What stands in a file is text and nothing else", async () => {
    await show(1);
    expect("details b").toHaveCount(0);
});

test("Where nothing changes, that is said", async () => {
    await show(2);
    expect(".o_field_social_care_plan").toHaveText("Nothing to change.");
});

test("Problems are said in words", async () => {
    await show(3);
    expect(".alert-danger li").toHaveText("There is no team “X” here.");
    expect(".o_field_social_care_plan p").toHaveCount(0);
});
