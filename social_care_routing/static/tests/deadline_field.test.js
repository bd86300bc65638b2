// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    advanceTime,
    animationFrame,
    expect,
    mockDate,
    queryAll,
    queryAllTexts,
    test,
} from "@odoo/hoot";
import {defineModels, fields, models, mountView} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

class Ticket extends models.Model {
    _name = "helpdesk.ticket";
    sla_deadline = fields.Datetime();
    _records = [
        {id: 1, sla_deadline: "2026-11-01 13:30:30"},
        {id: 2, sla_deadline: "2026-11-01 11:40:00"},
        {id: 3, sla_deadline: "2026-11-01 12:00:20"},
        {id: 4, sla_deadline: false},
    ];
}

defineMailModels();
defineModels([Ticket]);

test("a deadline says what is left, and in words and red that it is over", async () => {
    mockDate("2026-11-01 12:00:00", 0);
    await mountView({
        type: "list",
        resModel: "helpdesk.ticket",
        arch: `<list><field name="sla_deadline" widget="social_care_deadline"/></list>`,
    });
    expect(queryAllTexts(".o_data_cell")).toEqual([
        "1 h 30 min left",
        "20 min late",
        "1 min left",
        "",
    ]);
    expect(".text-danger").toHaveCount(1);
    await advanceTime(60000);
    await animationFrame();
    expect(".text-danger").toHaveCount(2);
});

test("a deadline is not turned around on a page from right to left", async () => {
    mockDate("2026-11-01 12:00:00", 0);
    document.body.dir = "rtl";
    try {
        await mountView({
            type: "list",
            resModel: "helpdesk.ticket",
            arch: `<list><field name="sla_deadline" widget="social_care_deadline"/></list>`,
        });
        const directions = queryAll(".o_data_cell time bdi").map(
            (element) => getComputedStyle(element).direction
        );
        expect(directions).toEqual(["ltr", "ltr", "ltr"]);
    } finally {
        document.body.removeAttribute("dir");
    }
});
