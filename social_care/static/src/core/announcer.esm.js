// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, reactive, useState, xml} from "@odoo/owl";
import {registry} from "@web/core/registry";

/** The one region that screen readers read new work and new messages from. */
class Announcements extends Component {
    static template = xml`
        <div class="visually-hidden o_social_care_announcements" aria-live="polite">
            <t t-esc="state.words"/>
        </div>
    `;
    static props = {state: Object};

    setup() {
        this.state = useState(this.props.state);
    }
}

/**
 * Announces changes to screen readers.
 *
 * `announce(words)` has them read as soon as the user pauses; words that are said again
 * are read again.
 */
export const announcerService = {
    start() {
        const state = reactive({words: ""});
        registry
            .category("main_components")
            .add(
                "social_care.announcements",
                {Component: Announcements, props: {state}},
                {force: true}
            );
        return {
            announce: (words) => {
                // A region that does not change is not read
                state.words = state.words === words ? `${words}\u00a0` : words;
            },
        };
    },
};

registry.category("services").add("social_care_announcer", announcerService);
