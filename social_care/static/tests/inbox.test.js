// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    advanceTime,
    animationFrame,
    beforeEach,
    expect,
    mockDate,
    press,
    queryAllTexts,
    test,
} from "@odoo/hoot";
import {
    defineModels,
    fields,
    MockServer,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";
import {announceChange} from "./conversation_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

class Mention extends models.Model {
    _name = "social.care.mention";
    text = fields.Text();
    private = fields.Boolean();
    posted_at = fields.Datetime();
    _records = [
        {id: 1, text: "First", posted_at: "2026-11-01 10:00:00"},
        {id: 2, text: "Second", posted_at: "2026-11-01 10:00:00"},
        {id: 3, text: "Third", posted_at: "2026-11-01 10:00:00", private: true},
    ];

    action_ignore(ids) {
        expect.step(`ignore ${ids}`);
        this.unlink(ids);
        return false;
    }
    action_make_ticket(ids) {
        expect.step(`ticket ${ids}`);
        return false;
    }
}

defineMailModels();
defineModels([Mention]);

beforeEach(async () => {
    mockDate("2026-11-01 12:00:00", 0);
    await mountView({
        type: "list",
        resModel: "social.care.mention",
        arch: `<list js_class="social_care_inbox">
            <field name="text" widget="social_care_preview"/>
            <field name="private" widget="social_care_visibility"/>
            <field name="posted_at" widget="social_care_waiting"/>
        </list>`,
    });
    await animationFrame();
});

const CURRENT = ".o_data_row:has(:focus)";

async function key(...keys) {
    for (const one of keys) {
        await press(one);
        await animationFrame();
        await animationFrame();
    }
}

test("the first mention is there to be worked on", () => {
    expect(CURRENT).toHaveText(/First/);
    expect(queryAllTexts(".o_data_row .badge")).toEqual([
        "Public",
        "Public",
        "Private",
    ]);
});

test("j and k walk through the list", async () => {
    await key("j", "j");
    expect(CURRENT).toHaveText(/Third/);
    await key("j");
    expect(CURRENT).toHaveText(/Third/);
    await key("k");
    expect(CURRENT).toHaveText(/Second/);
});

test("an ignored mention leaves, the next one takes its place", async () => {
    await key("j", "i");
    await animationFrame();
    expect.verifySteps(["ignore 2"]);
    expect(queryAllTexts(".o_data_row .o_social_care_preview")).toEqual([
        "First",
        "Third",
    ]);
    expect(CURRENT).toHaveText(/Third/);
});

test("keys act on all that is selected", async () => {
    await key(["shift", " "], "j", ["shift", " "], "t");
    expect.verifySteps(["ticket 1,2"]);
});

test("keys sleep while somebody searches", async () => {
    await key("/");
    expect(".o_searchview_input").toBeFocused();
    await key("i");
    expect.verifySteps([]);
});

test("what comes in appears, what was selected stays selected", async () => {
    await key("j", ["shift", " "]);
    MockServer.env["social.care.mention"].create({
        text: "Fourth",
        posted_at: "2026-11-01 10:00:00",
    });
    await announceChange({inbox: true});
    await animationFrame();
    expect(".o_data_row").toHaveCount(4);
    expect(".o_data_row_selected").toHaveText(/Second/);
    expect(CURRENT).toHaveText(/Second/);
    expect(".o_social_care_fresh").toHaveText(/Fourth/);
    expect("[aria-live=polite]:contains(One new mention)").toHaveCount(1);
});

test("the wait grows while one looks at it", async () => {
    const before = queryAllTexts(".o_social_care_waiting")[0];
    await advanceTime(2 * 3600 * 1000);
    await animationFrame();
    expect(queryAllTexts(".o_social_care_waiting")[0]).not.toBe(before);
});
