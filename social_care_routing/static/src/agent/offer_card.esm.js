// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Chips} from "@social_care/core/chips.esm";
import {Component} from "@odoo/owl";
import {Waiting} from "@social_care/core/time.esm";
import {_t} from "@web/core/l10n/translation";
import {formatKey} from "./keys.esm";
import {getDirection} from "@social_care/core/direction.esm";
import {parseServerDate} from "@social_care/core/words.esm";
import {useClock} from "@social_care/core/hooks.esm";
import {useService} from "@web/core/utils/hooks";

const SECOND = 1000;
const SOON = 10;

/** One offer: customer, message, reasons, waiting time, and time left to accept. */
export class OfferCard extends Component {
    static template = "social_care_routing.OfferCard";
    static components = {Chips, Waiting};
    static props = {
        offer: Object,
        isFirst: Boolean,
        isBusy: Boolean,
        onAccept: Function,
        onDecline: Function,
        onResize: Function,
    };

    getDirection = getDirection;

    setup() {
        this.desk = useService("social_care_agent_desk");
        this.clock = useClock(SECOND);
    }

    get left() {
        // Reading `clock.now` redraws it every second
        return (
            this.clock.now && Math.max(0, this.desk.countSecondsLeft(this.props.offer))
        );
    }

    get percent() {
        return Math.min(100, (this.left / this.props.offer.seconds) * 100);
    }

    get isSoonOver() {
        return this.left <= SOON;
    }

    get place() {
        const {medium, team} = this.props.offer;
        return team ? `${medium.name} · ${team}` : medium.name;
    }

    get since() {
        return parseServerDate(this.props.offer.waiting_since);
    }

    get resizeLabel() {
        return _t("Minimize (%s)", this.getKey("size"));
    }

    getKey(name) {
        return formatKey(name);
    }
}
