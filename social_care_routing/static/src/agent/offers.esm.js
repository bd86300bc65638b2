// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, useEffect, useRef, useState} from "@odoo/owl";
import {formatKey, useAgentKey} from "./keys.esm";
import {OfferBar} from "./offer_bar.esm";
import {OfferCard} from "./offer_card.esm";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";

/**
 * The offers, above everything else but without taking the focus: an agent who is
 * writing hears of an offer, keeps writing, and responds by key.
 */
export class Offers extends Component {
    static template = "social_care_routing.Offers";
    static components = {OfferBar, OfferCard};
    static props = {};

    setup() {
        this.desk = useService("social_care_agent_desk");
        this.state = useState(this.desk.state);
        this.root = useRef("root");
        this.responding = useState({id: false});
        const isAvailable = () => this.offers.length > 0;
        useAgentKey("accept", () => this.accept(this.offers[0]), {isAvailable});
        useAgentKey("decline", () => this.decline(this.offers[0]), {isAvailable});
        useAgentKey("size", () => this.changeSize(), {isAvailable});
        useEffect(() => this.afterRender());
    }

    /** Makes room for the bar, and keeps the focus among the offers. */
    afterRender() {
        const height = this.isBar ? this.root.el.offsetHeight : 0;
        document.body.style.setProperty("--social-care-offers-height", `${height}px`);
        if (this.refocus && !this.responding.id && this.offers.length) {
            this.refocus = false;
            this.root.el.querySelector(`[data-work="${this.offers[0].id}"]`).focus();
        }
    }

    get isNotResponding() {
        return this.state.me.state === "not_responding";
    }

    get isBar() {
        return this.isShown && (this.state.isSmall || !this.offers.length);
    }

    changeSize() {
        this.refocus = this.hasFocus;
        this.desk.changeSize();
    }

    get hasFocus() {
        return this.root.el.contains(document.activeElement);
    }

    get offers() {
        return this.state.me ? this.state.me.offers : [];
    }

    get isShown() {
        return this.offers.length > 0 || this.state.ended.length > 0;
    }

    /** For screen readers: the newest offer and the keys, or why one has ended. */
    get announcement() {
        const ended = this.state.ended.at(-1);
        if (this.offers.length) {
            return `${this.newestLabel} ${this.keysLabel}`;
        }
        return ended ? `${ended.words}` : "";
    }

    get newestLabel() {
        const {who, medium, team} = this.offers.at(-1);
        return _t("Offered to you: %s.", [who, medium.name, team].join(", "));
    }

    get keysLabel() {
        const keys = {accept: formatKey("accept"), decline: formatKey("decline")};
        return this.offers.length === 1
            ? _t("%(accept)s accepts, %(decline)s declines.", keys)
            : _t(
                  "%(accept)s accepts the first of %(count)s, %(decline)s declines it.",
                  {
                      ...keys,
                      count: this.offers.length,
                  }
              );
    }

    accept(offer) {
        return this.respond(offer, () => this.desk.accept(offer));
    }

    decline(offer) {
        return this.respond(offer, () => this.desk.decline(offer));
    }

    /** Ignores a second press while the first is being sent. */
    async respond(offer, send) {
        if (this.responding.id) {
            return;
        }
        const {hasFocus} = this;
        this.responding.id = offer.id;
        try {
            await send();
        } finally {
            this.refocus = hasFocus;
            this.responding.id = false;
        }
    }

    dismiss({id}) {
        this.desk.dismiss(id);
    }
}

registry
    .category("main_components")
    .add("social_care_routing.Offers", {Component: Offers});
