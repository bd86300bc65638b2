// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onWillStart} from "@odoo/owl";
import {Waiting} from "@social_care/core/time.esm";
import {_t} from "@web/core/l10n/translation";
import {keyInWords} from "./keys.esm";
import {lookOf} from "@social_care_analysis/chips/looks.esm";
import {serverDate} from "@social_care/core/words.esm";
import {useClock} from "@social_care/core/hooks.esm";
import {useService} from "@web/core/utils/hooks";

const SECOND = 1000;
const SOON = 10;
const VERDICTS = ["urgency", "sentiment"];

/** One offer: who, what, why me, how long it waits, and how long it is mine. */
export class OfferCard extends Component {
    static template = "social_care_routing.OfferCard";
    static components = {Waiting};
    static props = {
        offer: Object,
        isFirst: Boolean,
        isBusy: Boolean,
        onAccept: Function,
        onLetGo: Function,
        onResize: Function,
    };

    setup() {
        this.desk = useService("social_care_agent_desk");
        this.choicesService = useService("social_care_choices");
        this.clock = useClock(SECOND);
        onWillStart(async () => {
            this.choices = await this.choicesService.load();
        });
    }

    get left() {
        // Read, so that it is drawn again each second
        return this.clock.now && Math.max(0, this.desk.secondsLeft(this.props.offer));
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
        return serverDate(this.props.offer.waiting_since);
    }

    /** What the analysis says of it; the topic comes by its name. */
    get marks() {
        const {offer} = this.props;
        const verdicts = VERDICTS.filter((kind) => offer[kind]).map((kind) => {
            const [value, label] = this.choices[kind].find(
                ([code]) => code === offer[kind]
            );
            return {kind, label, ...lookOf(kind, {value})};
        });
        const topic = {
            kind: "topic",
            label: offer.topic,
            icon: "fa-tag",
            tone: "o_tag",
        };
        return offer.topic ? [...verdicts, topic] : verdicts;
    }

    get resizeWords() {
        return _t("Make it small (%s)", this.key("size"));
    }

    key(name) {
        return keyInWords(name);
    }
}
