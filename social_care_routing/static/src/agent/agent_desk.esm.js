// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {reactive} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {serverDate} from "@social_care/core/words.esm";
import {user} from "@web/core/user";
import {wishReply} from "@social_care/conversation/reply_wish.esm";

/** Something is offered to this person, or is theirs or not any more. */
export const OFFERS = "social_care_routing/offers";

const AGENT = "social.care.agent";
const WORK = "social.care.work";
const FAREWELL = 10000;
const SOCIAL = ["social_public", "social_private"];

/** What is offered to whoever sits here, and what they say to it. */
export class AgentDesk {
    constructor(env, services) {
        this.services = services;
        this.orm = services.orm;
        this.turn = 0;
        this.ahead = 0;
        this.answered = new Set();
        this.state = reactive({me: false, ended: []});
    }

    /** The top bar asks for it, so that a page without one asks for nothing. */
    async open() {
        await this.load();
        if (this.state.me) {
            const {bus_service: bus} = this.services;
            const load = () => this.load();
            bus.subscribe(OFFERS, load);
            bus.addEventListener("BUS:RECONNECT", load);
        }
    }

    async load() {
        await this.ask(this.orm.silent.call(AGENT, "my", []));
    }

    /** An answer that a newer question has overtaken is out of date. */
    async ask(question) {
        const turn = ++this.turn;
        const me = await question;
        if (turn === this.turn) {
            this.receive(me);
        }
    }

    receive(me) {
        this.ahead = me ? serverDate(me.now).diffNow().toMillis() : 0;
        this.show(me);
    }

    show(me) {
        const before = this.offers;
        const offers = (me.offers || []).filter((offer) => this.secondsLeft(offer) > 0);
        const isNewTo = (known) => (offer) => !known.some(({id}) => id === offer.id);
        this.state.me = me && {...me, offers};
        before.filter(isNewTo(offers)).forEach((offer) => this.end(offer));
        this.ring(offers.filter(isNewTo(before)));
        this.services.title.setCounters({social_care_offers: offers.length});
        this.lookWhenTimeIsUp();
    }

    get offers() {
        return this.state.me ? this.state.me.offers : [];
    }

    /** Time is the server's: the clock of a computer may be minutes wrong. */
    now() {
        return luxon.DateTime.now().plus(this.ahead);
    }

    secondsLeft({until}) {
        return Math.ceil(serverDate(until).diff(this.now()).toMillis() / 1000);
    }

    lookWhenTimeIsUp() {
        browser.clearTimeout(this.timer);
        if (this.offers.length) {
            const seconds = Math.min(...this.offers.map((o) => this.secondsLeft(o)));
            this.timer = browser.setTimeout(
                () => this.show(this.state.me),
                seconds * 1000
            );
        }
    }

    /** An offer is no more; whoever did not answer it is told why. */
    end(offer) {
        if (this.answered.delete(offer.id)) {
            return;
        }
        const words =
            this.secondsLeft(offer) > 0
                ? _t("It is no longer offered to you.")
                : _t("Time is up: it went back to the queue.");
        this.state.ended.push({id: offer.id, number: offer.number, words});
        browser.setTimeout(() => this.forget(offer.id), FAREWELL);
    }

    forget(workId) {
        this.state.ended = this.state.ended.filter(({id}) => id !== workId);
    }

    /** Once for all tabs; on the desktop only for who looks at something else. */
    async ring(offers) {
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

    // -- what the agent does ---------------------------------------------------

    async switchTo(state, reasonId = false) {
        await this.ask(this.orm.call(AGENT, "switch", [state, reasonId]));
    }

    async workAnyway() {
        await this.ask(this.orm.call(AGENT, "work_anyway", []));
    }

    async takeNext() {
        const taken = await this.orm.call(AGENT, "take_next", []);
        if (taken.message) {
            this.services.notification.add(taken.message, {type: "info"});
        }
        await this.goOn(taken.ticket_id, taken.medium);
    }

    async accept(offer) {
        const {ticket_id: ticketId} = await this.answer(offer, "accept");
        await this.goOn(ticketId, offer.medium.code);
    }

    async letGo(offer) {
        await this.answer(offer, "let_go");
        await this.load();
    }

    /** Who comes too late is told so by the server, and sees what is still there. */
    async answer(offer, method) {
        this.answered.add(offer.id);
        try {
            return await this.orm.call(WORK, method, [[offer.id]]);
        } catch (error) {
            await this.load();
            throw error;
        }
    }

    /** Whoever takes a conversation wants to answer: they can write at once. */
    async goOn(ticketId, medium) {
        if (SOCIAL.includes(medium)) {
            wishReply();
        }
        await Promise.all([this.load(), ticketId && this.openTicket(ticketId)]);
    }

    openMine() {
        return this.services.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Waits for me"),
            res_model: "helpdesk.ticket",
            domain: [
                ["user_id", "=", user.userId],
                ["work_ids.state", "=", "working"],
            ],
            views: [
                [false, "list"],
                [false, "form"],
            ],
        });
    }

    openTicket(ticketId) {
        return this.services.action.doAction({
            type: "ir.actions.act_window",
            res_model: "helpdesk.ticket",
            res_id: ticketId,
            views: [[false, "form"]],
        });
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
    ],
    start(env, services) {
        return new AgentDesk(env, services);
    },
};

registry.category("services").add("social_care_agent_desk", agentDeskService);
