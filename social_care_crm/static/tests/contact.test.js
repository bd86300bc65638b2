// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {defineMailModels, mailModels} from "@mail/../tests/mail_test_helpers";
import {expect, queryAllTexts, test} from "@odoo/hoot";

class ResPartner extends mailModels.ResPartner {
    social_care_segment_id = fields.Many2one({relation: "segment"});
    social_care_weight = fields.Integer();
    social_care_weight_text = fields.Text();
}

class Segment extends models.Model {
    _name = "segment";

    name = fields.Char();

    _records = [{id: 1, name: "Gardeners"}];
}

class Handle extends models.Model {
    _name = "social.care.handle";

    partner_id = fields.Many2one({relation: "res.partner"});
    network = fields.Selection({selection: [["demo", "Demo network"]]});
    name = fields.Char();
    found_name = fields.Char();
    checked_at = fields.Datetime();

    _records = [
        {id: 1, partner_id: 70, network: "demo", name: "@maria"},
        {id: 2, partner_id: 71, network: "demo", name: "@john"},
    ];
    _views = {
        form: `<form><field name="network"/><field name="name"/></form>`,
    };
}

defineMailModels();
defineModels([ResPartner, Segment, Handle]);

const ARCH = `
    <form>
        <field name="name"/>
        <notebook>
            <page string="First"><field name="email"/></page>
            <page string="Weight"><widget name="social_care_customer_weight"/></page>
            <page string="Networks"><widget name="social_care_handles"/></page>
        </notebook>
    </form>`;
const NAMES = ".o_social_care_handle button";

async function mountContact(resId, arch = ARCH) {
    ResPartner._records.push(
        {
            id: 70,
            name: "Maria",
            social_care_segment_id: 1,
            social_care_weight: 30,
            social_care_weight_text: "VIP: yes, +30 min (at most 30)",
        },
        {id: 71, name: "John"}
    );
    onRpc("res.partner", "read", () => expect.step("weight"));
    onRpc("social.care.handle", "search_read", () => expect.step("handles"));
    await mountView({
        type: "form",
        resModel: "res.partner",
        resId,
        resIds: [70, 71],
        arch,
    });
}

const open = (page) => contains(`.nav-link:contains(${page})`).click();

async function saveHandle(name) {
    await contains(".modal .o_field_widget[name=name] input").edit(name);
    await contains(".modal .o_form_button_save").click();
}

test("the form reads neither weight nor handles", async () => {
    await mountContact(70);
    expect.verifySteps([]);
    await open("Weight");
    expect.verifySteps(["weight"]);
    expect(queryAllTexts(".o_social_care_customer_weight dd")).toEqual([
        "Gardeners",
        "30 minutes of waiting time\nVIP: yes, +30 min (at most 30)",
    ]);
    await open("Networks");
    expect.verifySteps(["handles"]);
    expect(queryAllTexts(NAMES)).toEqual(["@maria"]);
    expect(".o_social_care_handle .o_social_care_network").toHaveText(/Demo network/);
});

test("weight and handles are those of the contact that is shown", async () => {
    await mountContact(70);
    await open("Weight");
    await contains(".o_pager_next").click();
    expect(".o_social_care_customer_weight dd:first").toHaveText("–");
    await open("Networks");
    expect(queryAllTexts(NAMES)).toEqual(["@john"]);
    expect.verifySteps(["weight", "weight", "handles"]);
});

test("a handle is added, changed and deleted", async () => {
    await mountContact(70);
    await open("Networks");
    await contains(".o_social_care_add_handle").click();
    await saveHandle("@garden");
    expect(queryAllTexts(NAMES)).toEqual(["@maria", "@garden"]);
    await contains(`${NAMES}:first`).click();
    await saveHandle("@maria.g");
    expect(queryAllTexts(NAMES)).toEqual(["@maria.g", "@garden"]);
    await contains(`${NAMES}:first`).click();
    await contains(".modal .o_form_button_remove").click();
    expect(queryAllTexts(NAMES)).toEqual(["@garden"]);
    expect.verifySteps(["handles", "handles", "handles", "handles"]);
});

test("a new contact is saved before it gets a handle", async () => {
    onRpc("res.partner", "web_save", () => expect.step("saved"));
    await mountContact(undefined);
    await open("Networks");
    expect(".o_social_care_handle").toHaveCount(0);
    await contains(".o_field_widget[name=name] input").edit("New");
    await contains(".o_social_care_add_handle").click();
    expect(".modal .o_field_widget[name=name]").toHaveCount(1);
    expect.verifySteps(["saved"]);
});

test("who may not change the contact reads its handles", async () => {
    await mountContact(70, ARCH.replace("<form>", `<form edit="0">`));
    await open("Networks");
    expect(".o_social_care_handle td:eq(1)").toHaveText("@maria");
    expect(".o_social_care_handle button").toHaveCount(0);
    expect(".o_social_care_add_handle").toHaveCount(0);
    expect.verifySteps(["handles"]);
});
