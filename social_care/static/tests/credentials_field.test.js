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
import {expect, test} from "@odoo/hoot";
import {queryAll} from "@odoo/hoot-dom";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

const describe = (name, values = {}) => ({
    name,
    label: name,
    secret: false,
    placeholder: "",
    is_set: false,
    value: "",
    ...values,
});

class Login extends models.Model {
    credentials = fields.Json();

    _records = [
        {
            id: 1,
            credentials: [
                describe("handle"),
                describe("secret", {secret: true}),
                describe("address", {value: false}),
            ],
        },
    ];
}

defineMailModels();
defineModels([Login]);

const show = () =>
    mountView({
        type: "form",
        resModel: "login",
        resId: 1,
        arch: `<form>
            <field name="credentials" widget="social_care_credentials"/>
        </form>`,
    });

const type = (name, value) => {
    const [input] = queryAll(`input[name=${name}]`);
    input.value = value;
};

test("What is typed is saved, also if a hotkey saves before a field is left", async () => {
    onRpc("web_save", ({args}) => {
        const sent = args[1].credentials.map(({name, value}) => `${name}=${value}`);
        expect.step(sent.join(" "));
    });
    await show();
    await contains("input[name=handle]").edit("northwind");
    type("secret", "s3cret");
    type("address", "https://example.com");
    await contains(".o_form_button_save", {visible: false}).click();
    expect.verifySteps(["handle=northwind secret=s3cret address=https://example.com"]);
});

test("A secret is hidden while it is typed, and nothing typed is no change", async () => {
    await show();
    expect("input[name=secret]").toHaveAttribute("type", "password");
    expect("input[name=handle]").toHaveAttribute("type", "text");
    await contains("input[name=handle]").click();
    await contains("input[name=address]").click();
    expect(".o_form_status_indicator_buttons").toHaveClass("invisible");
});
