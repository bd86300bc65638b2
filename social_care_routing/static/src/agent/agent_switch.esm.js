// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onWillStart, useEffect, useRef, useState} from "@odoo/owl";
import {keyInWords, useAgentKey} from "./keys.esm";
import {lookOfState, stateInWords} from "./states.esm";
import {secondsBetween, serverDate, spanInWords} from "@social_care/core/words.esm";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useClock} from "@social_care/core/hooks.esm";
import {useDropdownState} from "@web/core/dropdown/dropdown_hooks";
import {useService} from "@web/core/utils/hooks";

/** What one can be by one's own choice. */
const CHOICES = ["available", "after_work", "offline"];

const systray = registry.category("systray");

/** How one is for the queue, and the way to change it; by mouse or by keyboard. */
export class AgentSwitch extends Component {
    static template = "social_care_routing.AgentSwitch";
    static components = {Dropdown, DropdownItem};
    static props = {me: Object};

    setup() {
        this.desk = useService("social_care_agent_desk");
        this.clock = useClock();
        this.dropdown = useDropdownState();
        this.toggler = useRef("toggler");
        this.nextButton = useRef("next");
        useAgentKey("switch", () => this.toggle(), {
            withOverlay: () => this.toggler.el,
        });
        useAgentKey("next", () => this.desk.takeNext(), {
            withOverlay: () => this.nextButton.el,
        });
        useEffect(
            () => this.makeRoom(),
            () => []
        );
    }

    /** The menus make room whenever the right side of the top bar grows: Odoo measures
     * it only once, before we and the counters beside us are there. */
    makeRoom() {
        const side = this.toggler.el.closest(".o_menu_systray");
        const observer = new ResizeObserver(() => systray.trigger("UPDATE"));
        if (side) {
            observer.observe(side);
        }
        return () => observer.disconnect();
    }

    /** By key the first choice is at hand at once. */
    toggle() {
        if (this.dropdown.isOpen) {
            this.dropdown.close();
        } else {
            this.toggler.el.focus();
            this.dropdown.open();
        }
    }

    get me() {
        return this.props.me;
    }

    get look() {
        return lookOfState(this.me.state);
    }

    get stateWords() {
        return stateInWords(this.me);
    }

    /** A state that the calendar disagrees with stands out like a pause. */
    get tone() {
        return this.me.disagreements.length ? "o_pause" : this.look.tone;
    }

    get isNotResponding() {
        return this.me.state === "not_responding";
    }

    get span() {
        // Read, so that it is drawn again as time goes by
        const {now} = this.clock;
        return spanInWords(secondsBetween(serverDate(this.me.since), now));
    }

    get stateSince() {
        return _t("%(state)s since %(span)s.", {
            state: this.stateWords,
            span: this.span,
        });
    }

    /** All that the button says, for those who point at it and those who hear it. */
    get title() {
        return [
            this.stateSince,
            this.whyNotResponding,
            ...this.me.disagreements,
            _t("Change with %s.", keyInWords("switch")),
        ]
            .filter(Boolean)
            .join(" ");
    }

    /** Why nothing comes any more, for whoever did not answer. */
    get whyNotResponding() {
        if (!this.isNotResponding) {
            return "";
        }
        if (this.me.unseen_since) {
            return _t("Your computer was asleep or offline.");
        }
        const {missed} = this.desk;
        return missed
            ? _t(
                  "You did not answer the offer of %s. Nothing is offered to you until you are back.",
                  missed
              )
            : _t(
                  "You did not answer an offer. Nothing is offered to you until you are back."
              );
    }

    get nextTitle() {
        return _t("Take what waits for you: %s", keyInWords("next"));
    }

    get choices() {
        const [first, ...rest] = CHOICES.map((state) => ({state, reason: false}));
        const reasons = this.me.reasons.map((reason) => ({state: "away", reason}));
        const away = reasons.length ? reasons : [{state: "away", reason: false}];
        return [first, ...away, ...rest].map((choice) => ({
            ...choice,
            ...lookOfState(choice.state),
            label: stateInWords(choice),
            isCurrent: this.isCurrent(choice),
        }));
    }

    isCurrent({state, reason}) {
        const {state: mine, reason: myReason} = this.me;
        return state === mine && (reason && reason[0]) === (myReason && myReason[0]);
    }

    attrsOf({isCurrent}) {
        return {role: "menuitemradio", "aria-checked": isCurrent ? "true" : "false"};
    }

    /** Customers who wait for an answer to what is mine already. */
    get mine() {
        const {waiting_for_me: count} = this.me;
        if (!count) {
            return _t("No customer of mine waits");
        }
        return count === 1
            ? _t("1 customer waits for me")
            : _t("%s customers wait for me", count);
    }

    loadInWords({count, limit}) {
        return limit
            ? _t("%(count)s of %(limit)s", {count, limit})
            : _t("%s, no limit", count);
    }

    isFull({count, limit}) {
        return Boolean(limit) && count >= limit;
    }

    key(name) {
        return keyInWords(name);
    }

    choose({state, reason}) {
        return this.desk.switchTo(state, reason && reason[0]);
    }

    back() {
        return this.desk.comeBack();
    }
}

/** Nobody's agent has no switch: then this is nothing at all. */
export class AgentSystray extends Component {
    static template = "social_care_routing.AgentSystray";
    static components = {AgentSwitch};
    static props = {};

    setup() {
        const desk = useService("social_care_agent_desk");
        this.state = useState(desk.state);
        onWillStart(() => {
            // Not waited for: the top bar is there before the queue is
            desk.open();
        });
    }
}

systray.add("social_care_routing.agent", {Component: AgentSystray}, {sequence: 60});
