// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onWillStart, useEffect, useRef, useState} from "@odoo/owl";
import {formatKey, useAgentKey} from "./keys.esm";
import {getStateLook, formatState} from "./states.esm";
import {
    countSeconds,
    parseServerDate,
    formatDuration,
} from "@social_care/core/words.esm";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useClock} from "@social_care/core/hooks.esm";
import {useDropdownState} from "@web/core/dropdown/dropdown_hooks";
import {useService} from "@web/core/utils/hooks";

/** The states that agents can choose. */
const CHOICES = ["available", "after_work", "offline"];

const systray = registry.category("systray");

/** The state of the agent and the menu to change it. */
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

    /** Lets the menus shrink whenever the systray grows: Odoo measures it only once,
     * before this switch and the counters beside it are rendered. */
    makeRoom() {
        const side = this.toggler.el.closest(".o_menu_systray");
        const observer = new ResizeObserver(() => systray.trigger("UPDATE"));
        if (side) {
            observer.observe(side);
        }
        return () => observer.disconnect();
    }

    /** Opened by key, the first choice has the focus. */
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
        return getStateLook(this.me.state);
    }

    get stateLabel() {
        return formatState(this.me);
    }

    /** A state that contradicts the calendar stands out like a pause. */
    get tone() {
        return this.me.disagreements.length ? "o_pause" : this.look.tone;
    }

    get isNotResponding() {
        return this.me.state === "not_responding";
    }

    get span() {
        // Reading `clock.now` redraws it as time passes
        const {now} = this.clock;
        return formatDuration(countSeconds(parseServerDate(this.me.since), now));
    }

    get stateSince() {
        return _t("%(state)s since %(span)s.", {
            state: this.stateLabel,
            span: this.span,
        });
    }

    /** The tooltip, also read by screen readers. */
    get title() {
        return [
            this.stateSince,
            this.whyNotResponding,
            ...this.me.disagreements,
            _t("Change: %s.", formatKey("switch")),
        ]
            .filter(Boolean)
            .join(" ");
    }

    /** Why an agent who is not responding gets no offers. */
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
                  "You did not respond to the offer of %s. You get no offers until you are back.",
                  missed
              )
            : _t(
                  "You did not respond to an offer. You get no offers until you are back."
              );
    }

    get nextTitle() {
        return _t("Take the next ticket (%s)", formatKey("next"));
    }

    get choices() {
        const [first, ...rest] = CHOICES.map((state) => ({state, reason: false}));
        const reasons = this.me.reasons.map((reason) => ({state: "away", reason}));
        const away = reasons.length ? reasons : [{state: "away", reason: false}];
        return [first, ...away, ...rest].map((choice) => ({
            ...choice,
            ...getStateLook(choice.state),
            label: formatState(choice),
            isCurrent: this.isCurrent(choice),
        }));
    }

    isCurrent({state, reason}) {
        const {state: mine, reason: myReason} = this.me;
        return state === mine && (reason && reason[0]) === (myReason && myReason[0]);
    }

    getAttributes({isCurrent}) {
        return {role: "menuitemradio", "aria-checked": isCurrent ? "true" : "false"};
    }

    /** Customers who wait for a reply in the agent's own tickets. */
    get waitingLabel() {
        const {waiting_for_me: count} = this.me;
        if (!count) {
            return _t("No customers waiting for me");
        }
        return count === 1
            ? _t("1 customer waiting for me")
            : _t("%s customers waiting for me", count);
    }

    formatLoad({count, limit}) {
        return limit
            ? _t("%(count)s of %(limit)s", {count, limit})
            : _t("%s, no limit", count);
    }

    isFull({count, limit}) {
        return Boolean(limit) && count >= limit;
    }

    getKey(name) {
        return formatKey(name);
    }

    choose({state, reason}) {
        return this.desk.switchTo(state, reason && reason[0]);
    }

    comeBack() {
        return this.desk.comeBack();
    }
}

/** Empty for users who are no agents. */
export class AgentSystray extends Component {
    static template = "social_care_routing.AgentSystray";
    static components = {AgentSwitch};
    static props = {};

    setup() {
        const desk = useService("social_care_agent_desk");
        this.state = useState(desk.state);
        onWillStart(() => {
            // Not awaited: the top bar does not wait for the queue
            desk.open();
        });
    }
}

systray.add("social_care_routing.agent", {Component: AgentSystray}, {sequence: 60});
