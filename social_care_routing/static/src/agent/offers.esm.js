// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, useRef, useState} from "@odoo/owl";
import {keyInWords, useAgentKey} from "./keys.esm";
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
    static components = {OfferCard};
    static props = {};

    setup() {
        this.desk = useService("social_care_agent_desk");
        this.state = useState(this.desk.state);
        this.root = useRef("root");
        this.answering = useState({id: false});
        const isAvailable = () => this.offers.length > 0;
        useAgentKey("accept", () => this.accept(this.offers[0]), {isAvailable});
        useAgentKey("letGo", () => this.letGo(this.offers[0]), {isAvailable});
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
        return ended ? `${ended.number}: ${ended.words}` : "";
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
        const hadFocus = this.root.el.contains(document.activeElement);
        this.answering.id = offer.id;
        try {
            await send();
        } finally {
            this.answering.id = false;
        }
        if (hadFocus && this.offers.length) {
            this.root.el.querySelector(`[data-work="${this.offers[0].id}"]`).focus();
        }
    }

    forget({id}) {
        this.desk.forget(id);
    }
}

registry
    .category("main_components")
    .add("social_care_routing.Offers", {Component: Offers});
