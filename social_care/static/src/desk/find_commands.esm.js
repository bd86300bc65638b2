// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";
import {delay} from "@web/core/utils/concurrency";
import {fuzzyTest} from "@web/core/utils/search";
import {openForm} from "../core/open_form.esm";
import {registry} from "@web/core/registry";
import {truncateText} from "../core/words.esm";
import {user} from "@web/core/user";

const AGENT = "social_care.group_social_care_agent";
const SHORTEST = 2;
const PAUSE = 200;
const SHOWN = 60;
let turn = 0;

/** Returns nothing: the palette would take it for its next page. */
async function open(env, model, id) {
    await openForm(env.services.action, model, id);
}

/** The palette leaves out names that do not have what was typed: it is added to them. */
function addWords(name, words) {
    return fuzzyTest(words, name) ? name : `${name} (${words})`;
}

function makePerson(env, words, {id, name, handle}) {
    const label = handle && handle !== name ? `${name} · @${handle}` : name;
    return {
        name: addWords(_t("Customer: %s", label), words),
        category: "social_care",
        href: `/odoo/social.care.profile/${id}`,
        action: () => open(env, "social.care.profile", id),
    };
}

function makeTicket(env, words, {id, number, who, title}) {
    const label = [number, who, truncateText(title, SHOWN)].filter(Boolean).join(" · ");
    return {
        name: addWords(_t("Ticket: %s", label), words),
        category: "social_care",
        href: `/odoo/helpdesk.ticket/${id}`,
        action: () => open(env, "helpdesk.ticket", id),
    };
}

/** Commands that open the people and tickets that the typed words find. */
export const findCommands = {
    async provide(env, {searchValue = ""} = {}) {
        const words = searchValue.trim();
        const mine = ++turn;
        if (words.length < SHORTEST || !(await user.hasGroup(AGENT))) {
            return [];
        }
        // While one types, only what is typed last is searched for
        await delay(PAUSE);
        if (mine !== turn) {
            return [];
        }
        const found = await env.services.orm.silent.call("social.care.finder", "find", [
            words,
        ]);
        return !found
            ? []
            : [
                  ...found.people.map((person) => makePerson(env, words, person)),
                  ...found.tickets.map((ticket) => makeTicket(env, words, ticket)),
              ];
    },
};

registry.category("command_provider").add("social_care.find", findCommands);
