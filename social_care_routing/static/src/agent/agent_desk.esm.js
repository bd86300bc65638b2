// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {ConnectionLostError} from "@web/core/network/rpc";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {formatList} from "@web/core/l10n/utils";
import {openTicket} from "@social_care/core/open_form.esm";
import {reactive} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {parseServerDate} from "@social_care/core/words.esm";
import {user} from "@web/core/user";
import {requestReply} from "@social_care/conversation/reply_request.esm";

/** Bus notification: the offers or the work of this agent have changed. */
export const OFFERS = "social_care_routing/offers";

const AGENT = "social.care.agent";
const WORK = "social.care.work";
const FAREWELL = 10000;
const BEAT = 60000;
/** Shortly after accepting, the next offer does not cover the accepted ticket. */
const AT_IT = 30000;
/** The server rounds times to whole seconds. */
const ABOUT = 2;
const SMALL = "social_care_offers_small";
const MISSED = "social_care_offer_missed";

function formatReturned(numbers) {
    return numbers.length === 1
        ? _t("%s was returned to the queue.", numbers[0])
        : _t("%s were returned to the queue.", formatList(numbers));
}

/** The offers of this agent, their state, and the actions on both. */
export class AgentDesk {
    constructor(env, services) {
        this.services = services;
        this.orm = services.orm;
        this.turn = 0;
        this.ahead = 0;
        this.answered = new Set();
        this.acceptedAt = 0;
        this.state = reactive({me: false, ended: [], isSmall: false});
    }

    /** Called by the top bar: a page without one sends no requests. */
    async open() {
        await this.load();
        if (this.state.me) {
            const {bus_service: bus} = this.services;
            const load = () => this.load();
            bus.subscribe(OFFERS, load);
            bus.addEventListener("BUS:RECONNECT", load);
            browser.setInterval(() => this.sendHeartbeatOnce(), BEAT);
        }
    }

    async load() {
        await this.update(this.orm.silent.call(AGENT, "get_desk", []));
    }

    /** Ignores the response to a request that a newer one has superseded. */
    async update(question) {
        const turn = ++this.turn;
        const me = await question;
        if (turn === this.turn) {
            this.receive(me);
        }
    }

    /** Without heartbeats the server regards the computer as asleep; one tab sends them. */
    async sendHeartbeatOnce() {
        if (await this.services.multi_tab.isOnMainTab()) {
            await this.sendHeartbeat();
        }
    }

    async sendHeartbeat() {
        try {
            const me = await this.orm.silent.call(AGENT, "report_presence", []);
            if (me) {
                await this.update(me);
                this.notify(_t("You are available again."));
            }
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
        }
    }

    receive(me) {
        this.ahead = me ? parseServerDate(me.now).diffNow().toMillis() : 0;
        this.show(me);
        if (me && me.unseen_since) {
            this.sendHeartbeat();
        }
    }

    show(me) {
        const before = this.offers;
        const offers = (me.offers || []).filter(
            (offer) => this.countSecondsLeft(offer) > 0
        );
        const wasAway = this.isNotResponding;
        const isNewTo = (known) => (offer) => !known.some(({id}) => id === offer.id);
        const arrived = offers.filter(isNewTo(before));
        this.state.me = me && {...me, offers};
        if (wasAway && !this.isNotResponding) {
            this.state.ended = [];
        }
        before.filter(isNewTo(offers)).forEach((offer) => this.endOffer(offer));
        // What is offered once more is not gone
        offers.forEach(({id}) => this.dismiss(id));
        if (arrived.length) {
            this.state.isSmall = this.shouldBeSmall(before);
        }
        this.announce(arrived);
        this.services.title.setCounters({social_care_offers: offers.length});
        this.scheduleExpiry();
    }

    get offers() {
        return this.state.me ? this.state.me.offers : [];
    }

    /** The server's time: the clock of this computer may be minutes wrong. */
    getServerNow() {
        return luxon.DateTime.now().plus(this.ahead);
    }

    countSecondsLeft({until}) {
        return Math.ceil(
            parseServerDate(until).diff(this.getServerNow()).toMillis() / 1000
        );
    }

    scheduleExpiry() {
        browser.clearTimeout(this.timer);
        if (this.offers.length) {
            const seconds = Math.min(
                ...this.offers.map((o) => this.countSecondsLeft(o))
            );
            this.timer = browser.setTimeout(
                () => this.show(this.state.me),
                seconds * 1000
            );
        }
    }

    /** Tells the agent why an offer has ended that they did not respond to. */
    endOffer({id, number, ...offer}) {
        if (this.answered.delete(id)) {
            return;
        }
        const isMissed = this.isNotResponding || this.countSecondsLeft(offer) <= ABOUT;
        const words = isMissed
            ? _t("Time is up: %s is offered to another agent.", number)
            : _t("%s is no longer offered to you.", number);
        if (isMissed) {
            browser.sessionStorage.setItem(MISSED, number);
        }
        this.state.ended.push({id, words, isMissed});
        browser.setTimeout(() => this.hideUnlessMissed(id), FAREWELL);
    }

    /** Keeps the notice of a missed offer until the agent is back. */
    hideUnlessMissed(workId) {
        const gone = this.state.ended.find(({id}) => id === workId);
        if (!(gone?.isMissed && this.isNotResponding)) {
            this.dismiss(workId);
        }
    }

    dismiss(workId) {
        this.state.ended = this.state.ended.filter(({id}) => id !== workId);
    }

    get isNotResponding() {
        return this.state.me && this.state.me.state === "not_responding";
    }

    /** The ticket number of the last missed offer, as far as this browser knows. */
    get missed() {
        return browser.sessionStorage.getItem(MISSED);
    }

    // -- size of offers --------------------------------------------------------

    /** The agent's choice holds for the session; small screens get the bar, and so does
     *  an agent who has just accepted, or who has a form open: the card would cover what
     *  they read. */
    shouldBeSmall(before) {
        const isAtIt = luxon.DateTime.now().toMillis() - this.acceptedAt < AT_IT;
        const {currentController: shown} = this.services.action;
        if (this.services.ui.isSmall || isAtIt || shown?.props?.type === "form") {
            return true;
        }
        return before.length
            ? this.state.isSmall
            : Boolean(browser.sessionStorage.getItem(SMALL));
    }

    changeSize() {
        this.state.isSmall = !this.state.isSmall;
        browser.sessionStorage.setItem(SMALL, this.state.isSmall ? "1" : "");
    }

    /** Chimes in one tab; sends a desktop notification where Odoo is not focused. */
    async announce(offers) {
        const {multi_tab: tabs, presence, social_care_chime: chime} = this.services;
        if (!offers.length || !(await tabs.isOnMainTab())) {
            return;
        }
        chime.play();
        if (!presence.isOdooFocused()) {
            const [{who, medium, team}] = offers;
            await this.services["mail.out_of_focus"].sendNotification({
                title: _t("New offer"),
                message: [who, medium.name, team].join(" · "),
                sound: false,
                type: "info",
            });
        }
    }

    // -- actions ---------------------------------------------------------------

    async switchTo(state, reasonId = false) {
        const question = this.orm.call(AGENT, "set_state", [state, reasonId]);
        await this.update(question);
        const {given_back: numbers = []} = await question;
        if (numbers.length) {
            this.notify(formatReturned(numbers));
        }
    }

    async comeBack() {
        await this.switchTo("available");
        this.notify(_t("You are available again."));
    }

    notify(words) {
        this.services.notification.add(words, {type: "info"});
    }

    async workAnyway() {
        await this.update(this.orm.call(AGENT, "start_overtime", []));
    }

    async takeNext() {
        const taken = await this.callTakeNext();
        if (taken.message) {
            this.notify(taken.message);
        }
        await this.openTaken(taken);
    }

    /** The server accepts the first offer, if there is one: it did not just go away. */
    async callTakeNext() {
        const [offer = {}] = this.offers;
        this.answered.add(offer.id);
        const taken = await this.orm.call(AGENT, "take_next", []);
        if (taken.ticket_id !== offer.ticket_id) {
            this.answered.delete(offer.id);
        }
        return taken;
    }

    async accept(offer) {
        await this.respond(offer, "accept");
        this.acceptedAt = luxon.DateTime.now().toMillis();
        this.state.isSmall = true;
        await this.openTaken(offer);
    }

    async decline(offer) {
        await this.respond(offer, "decline");
        await this.load();
    }

    /** Reloads where the server refuses, as it does when the time is up. */
    async respond(offer, method) {
        this.answered.add(offer.id);
        try {
            return await this.orm.call(WORK, method, [[offer.id]]);
        } catch (error) {
            await this.load();
            throw error;
        }
    }

    /** Opens the ticket, if any; where it has a conversation, the composer gets the
     *  focus. */
    async openTaken({ticket_id: ticketId, has_conversation: hasConversation}) {
        // What is typed until the ticket is there must not land in the one before
        document.activeElement?.blur();
        if (hasConversation) {
            requestReply();
        }
        await Promise.all([this.load(), ticketId && this.openTicket(ticketId)]);
    }

    openMine() {
        return this.services.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Waiting for me"),
            res_model: "helpdesk.ticket",
            domain: [
                ["user_id", "=", user.userId],
                ["social_care_work_ids.state", "=", "working"],
            ],
            views: [
                [false, "list"],
                [false, "form"],
            ],
        });
    }

    openTicket(ticketId) {
        return openTicket(this.services.action, ticketId);
    }
}

export const agentDeskService = {
    dependencies: [
        "action",
        "bus_service",
        "mail.out_of_focus",
        "multi_tab",
        "notification",
        "orm",
        "presence",
        "social_care_chime",
        "title",
        "ui",
    ],
    start(env, services) {
        return new AgentDesk(env, services);
    },
};

registry.category("services").add("social_care_agent_desk", agentDeskService);
