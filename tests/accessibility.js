// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

/* Opens a screen in a running web client and has axe check it: `checkScreen` is for
   axe.py, which evaluates this file in the browser. */

const OPTIONS = {
    elementRef: true,
    preload: false,
    resultTypes: ["violations"],
    runOnly: {
        type: "tag",
        values: [
            "wcag2a",
            "wcag2aa",
            "wcag21a",
            "wcag21aa",
            "wcag22aa",
            "best-practice",
        ],
    },
    rules: {"target-size": {enabled: true}},
};
const TRIES = 150;
const PAUSE = 100;

/** Our components and our fields in views of Odoo; Odoo draws a view's root and tabs. */
const OURS = [
    "[class*=o_social_care]:not(.o_view_controller)",
    "[name^=social_care]:not(.nav-link)",
].join();
/** What views of our models draw. */
const VIEWS = ".o_form_renderer, .o_kanban_renderer, .o_list_renderer";
/** What Odoo draws inside of these, whatever the view says. */
const ODOO = [
    ".o_control_panel",
    ".o-mail-ChatterContainer",
    ".o-autocomplete",
    ".o_select_menu",
    ".o_tag",
    ".o_m2o_avatar",
    ".o_notebook_headers",
    ".o_list_record_selector",
    ".o_list_actions_header",
    ".o_list_button",
].join();
/** Rules that Odoo's drop-down items and menus outside of the page break. */
const ODOO_RULES = {
    "aria-allowed-attr": ".o-dropdown-item",
    region: ".o-overlay-container *",
};

const sleep = (span) => new Promise((resolve) => setTimeout(resolve, span));

async function waitFor(selector) {
    for (let tries = 0; tries < TRIES; tries++) {
        const element = document.querySelector(selector);
        if (element) {
            return element;
        }
        await sleep(PAUSE);
    }
    throw new Error(`There is no ${selector} on the screen`);
}

/** Closes the menu or dialog of the last screen. */
function pressEscape() {
    const event = new KeyboardEvent("keydown", {key: "Escape", bubbles: true});
    document.activeElement.dispatchEvent(event);
}

async function settle() {
    await sleep(7 * PAUSE);
    const ends = document.getAnimations().map((animation) => animation.finished);
    await Promise.race([Promise.allSettled(ends), sleep(10 * PAUSE)]);
}

async function openScreen({action, options, clicks, shows}) {
    pressEscape();
    if (action) {
        const {services} = odoo.__WOWL_DEBUG__.root.env;
        await services.action.doAction(action, {clearBreadcrumbs: true, ...options});
        await settle();
    }
    for (const selector of clicks) {
        (await waitFor(selector)).click();
        await sleep(PAUSE);
    }
    await waitFor(shows);
    await settle();
}

function isOurs(element, rule, isOurView) {
    if (ODOO_RULES[rule] && element.matches(ODOO_RULES[rule])) {
        return false;
    }
    const ours = isOurView ? `${OURS}, ${VIEWS}` : OURS;
    const mark = element.closest(`${ours}, ${ODOO}`);
    return Boolean(mark) && !mark.matches(ODOO);
}

/** @returns {Promise<object[]>} one object for each element that breaks a rule */
window.checkScreen = async (screen) => {
    await waitFor(screen.is_our_page ? screen.shows : ".o_action_manager > *");
    await openScreen(screen);
    const {violations} = await axe.run(document, OPTIONS);
    return violations.flatMap(({id, nodes}) =>
        nodes.map(({element, failureSummary, html, target}) => ({
            rule: id,
            target: target.join(" "),
            html: html.slice(0, 200),
            why: failureSummary,
            is_ours: screen.is_our_page || isOurs(element, id, screen.is_our_view),
        }))
    );
};
