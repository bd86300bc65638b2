// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {beforeEach, expect, test} from "@odoo/hoot";
import {chips} from "@social_care/core/chips.esm";
import {makeMockEnv} from "@web/../tests/web_test_helpers";

// Translations are loaded with it.
beforeEach(makeMockEnv);

const {getProps} = chips.get("social_care_link_tracker.clicks");

test("a reply with tracked links shows its clicks", () => {
    const props = getProps({has_tracked_links: true, link_clicks: 3});
    expect(String(props.label)).toBe("3 clicks");
});

test("a single click is not called clicks", () => {
    const props = getProps({has_tracked_links: true, link_clicks: 1});
    expect(String(props.label)).toBe("1 click");
});

test("a message without tracked links shows none", () => {
    expect(getProps({has_tracked_links: false, link_clicks: 0})).toBe(false);
});
