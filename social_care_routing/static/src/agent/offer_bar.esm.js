// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {OfferCard} from "./offer_card.esm";
import {_t} from "@web/core/l10n/translation";

/** The same offer as one line at the foot of the page, which leaves it room. */
export class OfferBar extends OfferCard {
    static template = "social_care_routing.OfferBar";
    static props = {
        offer: Object,
        moreCount: Number,
        isBusy: Boolean,
        onAccept: Function,
        onResize: Function,
    };

    get resizeWords() {
        return _t("Show all of it (%s)", this.key("size"));
    }

    get moreWords() {
        return _t("%s more offered to you", this.props.moreCount);
    }
}
