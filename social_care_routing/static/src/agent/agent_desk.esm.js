// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {ConnectionLostError} from "@web/core/network/rpc";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {formatList} from "@web/core/l10n/utils";
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
const BEAT = 60000;
/** Whoever has just accepted looks at that: what comes next does not cover it. */
const AT_IT = 30000;
/** The server's clock is told in whole seconds. */
const ABOUT = 2;
const SMALL = "social_care_offers_small";
const MISSED = "social_care_offer_missed";
const SOCIAL = ["social_public", "social_private"];

function givenBackInWords(numbers) {
    return numbers.length === 1
        ? _t("%s goes back to the queue.", numbers[0])
        : _t("%s go back to the queue.", formatList(numbers));
}

/** What is offered to whoever sits here, and what they say to it. */
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

    /** The top bar asks for it, so that a page without one asks for nothing. */
    async open() {
        await this.load();
        if (this.state.me) {
            const {bus_service: bus} = this.services;
            const load = () => this.load();
            bus.subscribe(OFFERS, load);
            bus.addEventListener("BUS:RECONNECT", load);
            browser.setInterval(() => this.beatOnce(), BEAT);
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

    /** The server takes whoever it does not hear of as asleep; one tab is enough. */
    async beatOnce() {
        if (await this.services.multi_tab.isOnMainTab()) {
            await this.beat();
        }
    }

    async beat() {
        try {
            const me = await this.orm.silent.call(AGENT, "beat", []);
            if (me) {
                await this.ask(me);
                this.say(_t("You are available again."));
            }
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
        }
    }

    receive(me) {
        this.ahead = me ? serverDate(me.now).diffNow().toMillis() : 0;
        this.show(me);
        if (me && me.unseen_since) {
            this.beat();
        }
    }

    show(me) {
        const before = this.offers;
        const offers = (me.offers || []).filter((offer) => this.secondsLeft(offer) > 0);
        const wasAway = this.isNotResponding;
        const isNewTo = (known) => (offer) => !known.some(({id}) => id === offer.id);
        const arrived = offers.filter(isNewTo(before));
        this.state.me = me && {...me, offers};
        if (wasAway && !this.isNotResponding) {
            this.state.ended = [];
        }
        before.filter(isNewTo(offers)).forEach((offer) => this.end(offer));
        if (arrived.length) {
            this.state.isSmall = this.sizeFor(before);
        }
        this.ring(arrived);
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
    end({id, number, ...offer}) {
        if (this.answered.delete(id)) {
            return;
        }
        const isMissed = this.isNotResponding || this.secondsLeft(offer) <= ABOUT;
        const words = isMissed
            ? _t("Time is up: %s goes to somebody else.", number)
            : _t("%s is no longer offered to you.", number);
        if (isMissed) {
            browser.sessionStorage.setItem(MISSED, number);
        }
        this.state.ended.push({id, words, isMissed});
        browser.setTimeout(() => this.fade(id), FAREWELL);
    }

    /** Whoever was not there for the offer may not be there for the words either. */
    fade(workId) {
        const gone = this.state.ended.find(({id}) => id === workId);
        if (!(gone?.isMissed && this.isNotResponding)) {
            this.forget(workId);
        }
    }

    forget(workId) {
        this.state.ended = this.state.ended.filter(({id}) => id !== workId);
    }

    get isNotResponding() {
        return this.state.me && this.state.me.state === "not_responding";
    }

    /** The number of what was not answered, as far as this browser knows it. */
    get missed() {
        return browser.sessionStorage.getItem(MISSED);
    }

    // -- how much room offers take ---------------------------------------------

    /** A choice holds for the session; who has no room, or is at it, gets a bar. */
    sizeFor(before) {
        const isAtIt = luxon.DateTime.now().toMillis() - this.acceptedAt < AT_IT;
        if (this.services.ui.isSmall || isAtIt) {
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
        const question = this.orm.call(AGENT, "switch", [state, reasonId]);
        await this.ask(question);
        const {given_back: numbers = []} = await question;
        if (numbers.length) {
            this.say(givenBackInWords(numbers));
        }
    }

    async comeBack() {
        await this.switchTo("available");
        this.say(_t("You are available: work is offered to you again."));
    }

    say(words) {
        this.services.notification.add(words, {type: "info"});
    }

    async workAnyway() {
        await this.ask(this.orm.call(AGENT, "work_anyway", []));
    }

    async takeNext() {
        const taken = await this.orm.call(AGENT, "take_next", []);
        if (taken.message) {
            this.say(taken.message);
        }
        await this.goOn(taken.ticket_id, taken.medium);
    }

    async accept(offer) {
        const {ticket_id: ticketId} = await this.answer(offer, "accept");
        this.acceptedAt = luxon.DateTime.now().toMillis();
        this.state.isSmall = true;
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
            name: _t("Waiting for me"),
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
        "ui",
    ],
    start(env, services) {
        return new AgentDesk(env, services);
    },
};

registry.category("services").add("social_care_agent_desk", agentDeskService);
