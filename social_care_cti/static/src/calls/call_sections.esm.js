// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {registry} from "@web/core/registry";

/**
 * Parts of the card of a call that other addons bring.
 *
 * `callSections.add(name, {getProps, Component}, {sequence})`: `getProps(call)` returns
 * the props of the component, or null where the call has nothing for it; its values come
 * from `social.care.call._get_card`.
 */
export const callSections = {
    add(name, section, options) {
        registry.category("social_care_call_sections").add(name, section, options);
    },
    list(call) {
        return registry
            .category("social_care_call_sections")
            .getEntries()
            .map(([name, {getProps, Component}]) => ({
                name,
                Component,
                props: getProps(call),
            }))
            .filter(({props}) => props);
    },
};
