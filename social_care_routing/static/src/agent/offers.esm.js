// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, useEffect, useRef, useState} from "@odoo/owl";
import {keyInWords, useAgentKey} from "./keys.esm";
import {OfferBar} from "./offer_bar.esm";
import {OfferCard} from "./offer_card.esm";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";

/**
 * What is offered, over everything else and without taking the focus away from it:
 * whoever writes goes on writing, hears it, and answers by key.
 */
export class Offers extends Component {
    static template = "social_care_routing.Offers";
    static components = {OfferBar, OfferCard};
    static props = {};

    setup() {
        this.desk = useService("social_care_agent_desk");
        this.state = useState(this.desk.state);
        this.root = useRef("root");
        this.answering = useState({id: false});
        const isAvailable = () => this.offers.length > 0;
        useAgentKey("accept", () => this.accept(this.offers[0]), {isAvailable});
        useAgentKey("letGo", () => this.letGo(this.offers[0]), {isAvailable});
        useAgentKey("size", () => this.changeSize(), {isAvailable});
        useEffect(() => this.afterDrawing());
    }

    /** The page leaves room for a bar, and nobody's focus is lost. */
    afterDrawing() {
        const height = this.isBar ? this.root.el.offsetHeight : 0;
        document.body.style.setProperty("--social-care-offers-height", `${height}px`);
        if (this.refocus && !this.answering.id && this.offers.length) {
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

    /** What is heard: the newest offer and the keys, or why one is gone. */
    get announcement() {
        const ended = this.state.ended.at(-1);
        if (this.offers.length) {
            return `${this.newestInWords} ${this.keysInWords}`;
        }
        return ended ? `${ended.words}` : "";
    }

    get newestInWords() {
        const {who, medium, team} = this.offers.at(-1);
        return _t("Offered to you: %s.", [who, medium.name, team].join(", "));
    }

    get keysInWords() {
        const keys = {accept: keyInWords("accept"), letGo: keyInWords("letGo")};
        return this.offers.length === 1
            ? _t("%(accept)s accepts, %(letGo)s lets go.", keys)
            : _t("%(accept)s accepts the first of %(count)s, %(letGo)s lets it go.", {
                  ...keys,
                  count: this.offers.length,
              });
    }

    accept(offer) {
        return this.answer(offer, () => this.desk.accept(offer));
    }

    letGo(offer) {
        return this.answer(offer, () => this.desk.letGo(offer));
    }

    /**
     * Once: a second press while the first is on its way means nothing. Whoever is
     * among the offers stays there.
     */
    async answer(offer, send) {
        if (this.answering.id) {
            return;
        }
        const {hasFocus} = this;
        this.answering.id = offer.id;
        try {
            await send();
        } finally {
            this.refocus = hasFocus;
            this.answering.id = false;
        }
    }

    forget({id}) {
        this.desk.forget(id);
    }
}

registry
    .category("main_components")
    .add("social_care_routing.Offers", {Component: Offers});
