// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {registry} from "@web/core/registry";

const EDITOR = ".o_social_care_cell_editor";
const SEARCH = ".o_social_care_grid_tools input[type=search]";

registry.category("web_tour.tours").add("social_care_routing_skill_grid", {
    steps: () => [
        {
            content: "A skill is asked for that nobody has",
            trigger:
                "[aria-label='Skills that nobody has'] button:contains(Tour Polish)",
        },
        {
            content: "Find it",
            trigger: SEARCH,
            run: "edit Tour Polish",
        },
        {
            content: "What asks for it, and that every team requires it",
            trigger:
                "tbody tr:contains(Tour Polish):contains(Language: Polish) td.o_social_care_cell_unsaid:contains(Required):contains(nobody has it)",
        },
        {
            content: "With the keyboard to the first team",
            trigger: "[role=gridcell][tabindex='0']",
            run: ({anchor}) => anchor.focus(),
        },
        {
            trigger: ".o_social_care_grid_details:contains(Has it: nobody)",
            run: "press Enter",
        },
        {
            content: "There it is only preferred, from a level on",
            trigger: `${EDITOR} input[value=preferred]`,
            run: "click",
        },
        {
            trigger: `${EDITOR} select[name=level]`,
            run: "selectByLabel Fluent",
        },
        {
            trigger: `${EDITOR} button[type=submit]`,
            run: "click",
        },
        {
            content: "The cell says so, and one is back on it",
            trigger:
                "[role=gridcell]:focus:contains(Preferred):contains(at least Fluent):contains(nobody has it)",
        },
        {
            content: "Skill rules are one click away",
            trigger: "button:contains(Skill rules)",
            run: "click",
        },
        {
            trigger: ".o_data_row:contains(Polish):contains(Tour Polish)",
        },
    ],
});
