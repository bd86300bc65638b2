// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    advanceTime,
    animationFrame,
    click,
    edit,
    expect,
    getFixture,
    press,
    queryAllTexts,
    test,
} from "@odoo/hoot";
import {
    MockServer,
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {TicketListController} from "@social_care/desk/ticket_list.esm";
import {announceChange} from "./conversation_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

class Ticket extends models.Model {
    _name = "helpdesk.ticket";
    name = fields.Char();
    team = fields.Char();
    _records = [
        {id: 1, name: "First", team: "Care"},
        {id: 2, name: "Second", team: "Care"},
        {id: 3, name: "Third", team: "Shop"},
    ];
}

defineMailModels();
defineModels([Ticket]);

const CURRENT = ".o_data_row:has(:focus)";
const REGION = ".o_social_care_announcements";

async function mountList({attributes = "", ...props} = {}) {
    await mountView({
        type: "list",
        resModel: "helpdesk.ticket",
        arch: `<list js_class="social_care_ticket_list" ${attributes}>
            <field name="name"/>
        </list>`,
        ...props,
    });
    await animationFrame();
}

/** A customer writes: there is a new ticket. */
async function hear(name) {
    const [id] = MockServer.env["helpdesk.ticket"].create([{name, team: "Care"}]);
    await announceChange({ticket_ids: [id]});
    await animationFrame();
    return id;
}

test("the first ticket has the focus, Enter opens it: two keys to the reply", async () => {
    await mountList({
        selectRecord: (resId) => expect.step(`open ${resId}`),
    });
    expect(CURRENT).toHaveText(/First/);
    await press("arrowdown");
    await animationFrame();
    expect(CURRENT).toHaveText(/Second/);
    await press("enter");
    await animationFrame();
    expect.verifySteps(["open 2"]);
});

test("a new ticket appears by itself and is announced", async () => {
    await mountList();
    await hear("Fourth");
    expect(queryAllTexts(".o_data_row")).toEqual([
        "First",
        "Second",
        "Third",
        "Fourth",
    ]);
    expect(REGION).toHaveText("One new ticket");
});

test("what was selected and where one was stay", async () => {
    await mountList();
    await press("arrowdown");
    await press("arrowdown");
    await animationFrame();
    await contains(
        ".o_data_row:contains(Second) .o_list_record_selector input"
    ).click();
    await contains(".o_data_row:contains(Third) td.o_data_cell").focus();
    await hear("Fourth");
    expect(".o_data_row").toHaveCount(4);
    expect(".o_data_row_selected").toHaveText(/Second/);
    expect(CURRENT).toHaveText(/Third/);
});

test("where one was stays when Odoo reads the list once more", async () => {
    let model = null;
    patchWithCleanup(TicketListController.prototype, {
        setup() {
            super.setup();
            model = this.model;
        },
    });
    await mountList();
    await press("arrowdown");
    await animationFrame();
    MockServer.env["helpdesk.ticket"].create([{name: "Fourth", team: "Care"}]);
    await model.load();
    await animationFrame();
    expect(".o_data_row").toHaveCount(4);
    expect(CURRENT).toHaveText(/Second/);
});

test("all that is selected stays selected", async () => {
    await mountList({attributes: 'limit="2"'});
    await contains(".o_list_table thead .o_list_record_selector input").click();
    await contains(".o_select_domain").click();
    await hear("Fourth");
    expect(".o_selection_box, .o_list_selection_box").toHaveText(/All|4|3/);
    expect(".o_data_row_selected").toHaveCount(2);
});

test("the page stays", async () => {
    await mountList({attributes: 'limit="2"'});
    await contains(".o_pager_next").click();
    await animationFrame();
    expect(queryAllTexts(".o_data_row")).toEqual(["Third"]);
    await hear("Fourth");
    expect(queryAllTexts(".o_data_row")).toEqual(["Third", "Fourth"]);
});

test("while a row is edited the list waits until that ends", async () => {
    await mountList({attributes: 'editable="bottom"'});
    await contains(".o_data_row:contains(Second) .o_data_cell").click();
    await edit("Second, edited");
    await hear("Fourth");
    expect(".o_selected_row input").toHaveValue("Second, edited");
    expect(".o_data_row").toHaveCount(3);
    await click(".o_list_button_save:visible, .o_control_panel");
    await animationFrame();
    await animationFrame();
    await advanceTime(500);
    await animationFrame();
    expect(queryAllTexts(".o_data_row")).toInclude("Second, edited");
    expect(".o_data_row").toHaveCount(4);
});

test("open groups stay open", async () => {
    await mountList({groupBy: ["team"]});
    await contains(".o_group_header:contains(Care)").click();
    expect(".o_data_row").toHaveCount(2);
    await hear("Fourth");
    expect(".o_data_row").toHaveCount(3);
});

test("changes elsewhere load nothing", async () => {
    await mountList();
    onRpc("web_search_read", () => expect.step("read"));
    await announceChange({thread_ids: [5], inbox: true});
    await animationFrame();
    expect.verifySteps([]);
});

test("a spike of changes loads once, and then all", async () => {
    await mountList();
    let count = 0;
    onRpc("web_search_read", () => {
        count++;
    });
    const bus = MockServer.env["bus.bus"];
    for (let number = 0; number < 9; number++) {
        const ticketIds = MockServer.env["helpdesk.ticket"].create([{name: "More"}]);
        bus._sendone("agents", "social_care/changed", {ticket_ids: ticketIds});
    }
    await hear("Last");
    expect(count).toBeLessThan(3);
    expect(".o_data_row").toHaveCount(13);
});

test("the focus is not taken from where one types", async () => {
    await mountList({searchViewArch: '<search><field name="name"/></search>'});
    await contains(".o_searchview_input").click();
    await hear("Fourth");
    expect(".o_searchview_input").toBeFocused();
    expect(".o_data_row").toHaveCount(4);
});

test("a list that is opened from the menu takes the focus from it", async () => {
    const menu = document.createElement("a");
    menu.className = "o_menu_sections";
    menu.href = "#";
    getFixture().append(menu);
    menu.focus();
    await mountList();
    expect(CURRENT).toHaveText(/First/);
});
