// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Interaction} from "@web/public/interaction";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";

/**
 * Tells that a person sees the form: programs that fetch the page for a preview run no
 * scripts. Sends it once, however often the button is pressed.
 */
export class PrivateForm extends Interaction {
    static selector = ".o_social_care_private form";
    dynamicContent = {
        _root: {"t-on-submit": this.onSubmit},
        "button[type=submit]": {"t-att-disabled": () => this.isSent},
    };

    setup() {
        this.isSent = false;
    }

    start() {
        browser.navigator.sendBeacon(`${browser.location.pathname}/opened`);
    }

    onSubmit() {
        this.isSent = true;
    }
}

registry
    .category("public.interactions")
    .add("social_care_go_private.form", PrivateForm);
