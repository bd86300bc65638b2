// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {expect, test} from "@odoo/hoot";
import {defineModels, fields, models, mountView} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

class Snooze extends models.Model {
    _name = "social.care.snooze";
    choice = fields.Selection({
        selection: [
            ["hour", "For 1 hour"],
            ["morning", "Until tomorrow morning"],
            ["monday", "Until Monday morning"],
        ],
        default: "morning",
    });
}

defineMailModels();
defineModels([Snooze]);

test("the focus begins at the checked choice, so that arrow keys go on from there", async () => {
    await mountView({
        type: "form",
        resModel: "social.care.snooze",
        arch: `<form><field name="choice" widget="social_care_choice"/></form>`,
    });
    expect("input[data-value=morning]").toBeFocused();
    expect("input[data-value=morning]").toBeChecked();
});
