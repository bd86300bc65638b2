// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {OfferCard} from "./offer_card.esm";
import {_t} from "@web/core/l10n/translation";
import {getDirection} from "@social_care/core/direction.esm";

/** An offer as one line at the bottom of the page. */
export class OfferBar extends OfferCard {
    static template = "social_care_routing.OfferBar";
    static props = {
        offer: Object,
        moreCount: Number,
        isBusy: Boolean,
        onAccept: Function,
        onResize: Function,
    };

    getDirection = getDirection;

    get resizeLabel() {
        return _t("Expand (%s)", this.getKey("size"));
    }

    get moreLabel() {
        return _t("%s more offers", this.props.moreCount);
    }
}
