// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    advanceTime,
    animationFrame,
    click,
    edit,
    expect,
    press,
    queryAllTexts,
    queryOne,
    test,
} from "@odoo/hoot";
import {
    announceOffers,
    defineAgentModels,
    mountAgent,
    offer,
    server,
} from "./agent_test_helpers";
import {contains, getService, mockService, onRpc} from "@web/../tests/web_test_helpers";
import {Deferred} from "@odoo/hoot-mock";
import {takeReplyRequest} from "@social_care/conversation/reply_request.esm";

defineAgentModels();

const CARD = ".o_social_care_offer:not(.o_ended)";
const ENDED = ".o_social_care_offer.o_ended";
const LIVE = ".o_social_care_offers [aria-live=assertive]";

test("an offer says who, what, where, why me, how long it waits and how long it is mine", async () => {
    await mountAgent();
    expect(CARD).toHaveCount(0);
    await announceOffers([offer()]);
    expect.verifySteps(["chime"]);
    expect(`${CARD} header`).toHaveText(/^Public post · Billing\s+60 s$/);
    expect(`${CARD} strong`).toHaveText("Anna Kowalska");
    expect(`${CARD} .o_social_care_offer_what`).toHaveText("Gdzie są moje pieniądze?");
    expect(`${CARD} .o_social_care_waiting`).toHaveText(/12 min/);
    expect(`${CARD} .o_social_care_offer_why`).toHaveText(
        "Why you: Polish: expert · longest idle"
    );
    expect(queryAllTexts(`${CARD} .o_social_care_chip`)).toEqual([
        "Urgent",
        "Negative",
        "Refund",
    ]);
});

test("words of a customer are never markup", async () => {
    await mountAgent();
    await announceOffers([offer({preview: "<b>mine</b>", who: "<i>me</i>"})]);
    expect(`${CARD} .o_social_care_offer_what`).toHaveText("<b>mine</b>");
    expect(`${CARD} strong`).toHaveText("<i>me</i>");
    expect.verifySteps(["chime"]);
});

test("times keep their direction in a line that is written from right to left", async () => {
    await mountAgent({offers: [offer()]});
    queryOne(".o_social_care_agent").dir = "rtl";
    queryOne(".o_social_care_offers").dir = "rtl";
    for (const time of [`${CARD} [role=timer]`, ".o_social_care_agent_span"]) {
        expect(getComputedStyle(queryOne(time)).direction).toBe("ltr");
    }
    expect.verifySteps(["chime"]);
});

test("time runs down, second by second", async () => {
    await mountAgent();
    await announceOffers([offer()]);
    await advanceTime(20000);
    await animationFrame();
    expect(`${CARD} [role=timer]`).toHaveText("40 s");
    expect(queryOne(".o_social_care_offer_bar > div").style.width).toMatch(/^66/);
    await advanceTime(31000);
    await animationFrame();
    expect(`${CARD}.o_soon_over [role=timer]`).toHaveText("9 s");
    expect.verifySteps(["chime"]);
});

test("the clock of this computer may be wrong: the server's counts", async () => {
    const offers = [offer({until: "2026-11-01 12:10:30"})];
    await mountAgent({offers}, {ahead: {minutes: 10}});
    expect(`${CARD} [role=timer]`).toHaveText("30 s");
    expect.verifySteps(["chime"]);
});

test("accepting opens the ticket", async () => {
    await mountAgent({offers: [offer()]});
    await contains(".o_social_care_accept").click();
    expect.verifySteps(["chime", "accept 7", "open helpdesk.ticket 70"]);
    expect(CARD).toHaveCount(0);
    expect(ENDED).toHaveCount(0);
});

test("who accepts a conversation can write at once; a mail has no composer", async () => {
    const video = {code: "video", name: "Video", icon: "fa-video-camera"};
    const mail = {code: "email", name: "E-mail", icon: "fa-envelope"};
    const offers = [
        offer({medium: video}),
        offer({id: 8, medium: mail, has_conversation: false}),
    ];
    await mountAgent({offers});
    await contains(".o_social_care_accept:first").click();
    expect(takeReplyRequest()).toBe(true);
    await contains(".o_social_care_accept").click();
    expect(takeReplyRequest()).toBe(false);
    expect.verifySteps([
        "chime",
        "accept 7",
        "open helpdesk.ticket 70",
        "accept 8",
        "open helpdesk.ticket 70",
    ]);
});

test("what is declined is gone, without a word", async () => {
    await mountAgent({offers: [offer()]});
    await contains(".o_social_care_let_go").click();
    expect.verifySteps(["chime", "decline 7"]);
    expect(CARD).toHaveCount(0);
    expect(ENDED).toHaveCount(0);
});

test("Next takes the offer, and says nothing of it", async () => {
    await mountAgent({offers: [offer()]}, {next: {ticket_id: 70}});
    await press(["alt", "shift", "n"]);
    await animationFrame();
    expect.verifySteps(["chime", "take next", "open helpdesk.ticket 70"]);
    expect(CARD).toHaveCount(0);
    expect(ENDED).toHaveCount(0);
});

test("several offers stack; the keys mean the first", async () => {
    await mountAgent({offers: [offer(), offer({id: 8, ticket_id: 80})]});
    expect(CARD).toHaveCount(2);
    expect(queryAllTexts(`${CARD} kbd`)).toHaveLength(2);
    await press(["alt", "shift", "l"]);
    await animationFrame();
    await press(["alt", "shift", "y"]);
    await animationFrame();
    expect.verifySteps(["chime", "decline 7", "accept 8", "open helpdesk.ticket 80"]);
});

test("who writes goes on writing, hears of it, and answers by key", async () => {
    await mountAgent();
    const field = document.createElement("textarea");
    queryOne(".o_social_care_agent").after(field);
    await click(field);
    await edit("Dear");
    await announceOffers([offer()]);
    expect(field).toBeFocused();
    expect(LIVE).toHaveText(
        "Offered to you: Anna Kowalska, Public post, Billing. Alt+Shift+Y accepts, Alt+Shift+L declines."
    );
    await press(["alt", "shift", "y"]);
    await animationFrame();
    expect(field).toHaveValue("Dear");
    expect.verifySteps(["chime", "accept 7", "open helpdesk.ticket 70"]);
});

test("who accepts by key has left the reply box before the ticket is there", async () => {
    const opened = new Deferred();
    await mountAgent({}, {opened});
    const field = document.createElement("textarea");
    queryOne(".o_social_care_agent").after(field);
    await click(field);
    await announceOffers([offer()]);
    expect(field).toBeFocused();
    await press(["alt", "shift", "y"]);
    await animationFrame();
    expect.verifySteps(["chime", "accept 7", "open helpdesk.ticket 70"]);
    expect(field).not.toBeFocused();
    await press("x");
    expect(field).toHaveValue("");
    opened.resolve();
});

test("an accepted ticket takes the place of the one that is shown", async () => {
    const props = {type: "form", resModel: "helpdesk.ticket"};
    const shown = {props, config: {breadcrumbs: ["My tickets", "HT00069"]}};
    await mountAgent({offers: [offer()]}, {shown});
    expect(BAR).toHaveCount(1);
    await contains(".o_social_care_accept").click();
    expect.verifySteps(["chime", "accept 7", "open helpdesk.ticket 70 at 1"]);
});

test("the list that is shown stays behind an accepted ticket", async () => {
    const props = {type: "list", resModel: "helpdesk.ticket"};
    const shown = {props, config: {breadcrumbs: ["My tickets"]}};
    await mountAgent({offers: [offer()]}, {shown});
    await contains(".o_social_care_accept").click();
    expect.verifySteps(["chime", "accept 7", "open helpdesk.ticket 70"]);
});

test("of several the newest is said aloud, and which one the keys mean", async () => {
    await mountAgent({offers: [offer(), offer({id: 8, who: "Ben"})]});
    expect(LIVE).toHaveText(
        "Offered to you: Ben, Public post, Billing. Alt+Shift+Y accepts the first of 2, Alt+Shift+L declines it."
    );
    expect.verifySteps(["chime"]);
});

test("whoever is among the offers stays there", async () => {
    await mountAgent({offers: [offer(), offer({id: 8})]});
    queryOne(".o_social_care_let_go:first").focus();
    await press("enter");
    await animationFrame();
    await animationFrame();
    expect(CARD).toHaveCount(1);
    expect(CARD).toBeFocused();
    expect.verifySteps(["chime", "decline 7"]);
});

test("without an offer its keys belong to others", async () => {
    await mountAgent();
    await press(["alt", "shift", "y"]);
    await press(["alt", "shift", "l"]);
    await animationFrame();
    expect.verifySteps([]);
});

test("an offer that is taken back goes, and says so for a while", async () => {
    await mountAgent({offers: [offer()]});
    await announceOffers([]);
    expect(CARD).toHaveCount(0);
    expect(ENDED).toHaveText("HT00070 is no longer offered to you.");
    expect(LIVE).toHaveText(/HT00070/);
    await advanceTime(11000);
    await animationFrame();
    expect(ENDED).toHaveCount(0);
    expect.verifySteps(["chime"]);
});

test("an offer whose time is up goes by itself, and says so", async () => {
    await mountAgent({offers: [offer()]});
    await advanceTime(61000);
    await animationFrame();
    expect(CARD).toHaveCount(0);
    expect(ENDED).toHaveText("Time is up: HT00070 is offered to another agent.");
    await contains(`${ENDED} .btn-close`).click();
    expect(ENDED).toHaveCount(0);
    expect.verifySteps(["chime"]);
});

test("only one tab makes the sound; all show the offer", async () => {
    await mountAgent();
    server.isMainTab = false;
    await announceOffers([offer()]);
    expect(CARD).toHaveCount(1);
    expect.verifySteps([]);
});

test("each offer sounds once", async () => {
    await mountAgent();
    await announceOffers([offer()]);
    await announceOffers([offer(), offer({id: 8})]);
    expect.verifySteps(["chime", "chime"]);
    await announceOffers([offer({id: 8})]);
    expect.verifySteps([]);
});

test("after the connection was lost it looks again", async () => {
    await mountAgent();
    server.me.offers = [offer()];
    getService("bus_service").trigger("BUS:RECONNECT");
    await animationFrame();
    await animationFrame();
    expect(CARD).toHaveCount(1);
    expect.verifySteps(["chime"]);
});

test("who comes too late is told, and the offer is gone", async () => {
    expect.errors(1);
    await mountAgent({offers: [offer()]});
    onRpc("social.care.work", "accept", () => {
        server.gone(7);
        throw new Error("Somebody else has it.");
    });
    await click(".o_social_care_accept");
    await animationFrame();
    await animationFrame();
    expect(CARD).toHaveCount(0);
    expect.verifyErrors(["Somebody else has it."]);
    expect.verifySteps(["chime"]);
});

test("who looks at something else is told on the desktop, without the text", async () => {
    mockService("presence", {isOdooFocused: () => false});
    mockService("mail.out_of_focus", {
        sendNotification({title, message}) {
            expect.step(`${title}: ${message}`);
        },
    });
    await mountAgent({offers: [offer()]});
    expect.verifySteps(["chime", "New offer: Anna Kowalska · Public post · Billing"]);
});

test("the title of the page counts offers", async () => {
    await mountAgent({offers: [offer()]});
    expect(document.title).toMatch(/^\(1\)/);
    await contains(".o_social_care_let_go").click();
    expect(document.title).not.toMatch(/^\(/);
    expect.verifySteps(["chime", "decline 7"]);
});

// -- one line ----------------------------------------------------------------------

const BAR = `${CARD}.o_bar`;

test("offers are made one line, and stay that for the session", async () => {
    await mountAgent({offers: [offer(), offer({id: 8})]});
    await contains(`${CARD} .o_social_care_resize`).click();
    expect(BAR).toHaveText(
        /Anna Kowalska\s*Gdzie są moje pieniądze\?\s*\+1\s*60 s\s*Accept/
    );
    expect(`${BAR} [role=img]`).toHaveAttribute("aria-label", "Public post · Billing");
    expect(CARD).toHaveCount(1);
    await announceOffers([]);
    await announceOffers([offer({id: 9})]);
    expect(BAR).toHaveCount(1);
    await contains(`${BAR} .o_social_care_resize`).click();
    expect(BAR).toHaveCount(0);
    await announceOffers([]);
    await announceOffers([offer({id: 10})]);
    expect(BAR).toHaveCount(0);
    expect.verifySteps(["chime", "chime", "chime"]);
});

test("keys make it one line, and mean the same there", async () => {
    await mountAgent({offers: [offer(), offer({id: 8})]});
    await press(["alt", "shift", "k"]);
    await animationFrame();
    expect(BAR).toHaveAttribute("data-work", "7");
    await press(["alt", "shift", "l"]);
    await animationFrame();
    await animationFrame();
    expect(BAR).toHaveAttribute("data-work", "8");
    await press(["alt", "shift", "y"]);
    await animationFrame();
    expect.verifySteps(["chime", "decline 7", "accept 8", "open helpdesk.ticket 70"]);
});

test("the page leaves the line room, so that it covers nothing", async () => {
    await mountAgent({offers: [offer()]});
    const room = () => document.body.style.getPropertyValue(ROOM);
    const ROOM = "--social-care-offers-height";
    expect(room()).toBe("0px");
    await press(["alt", "shift", "k"]);
    await animationFrame();
    expect(parseInt(room(), 10)).toBeGreaterThan(20);
    await announceOffers([]);
    await contains(`${ENDED} .btn-close`).click();
    await animationFrame();
    expect(room()).toBe("0px");
    expect.verifySteps(["chime"]);
});

test("what comes soon after one accepted does not cover it, but is heard", async () => {
    await mountAgent({offers: [offer()]});
    await contains(".o_social_care_accept").click();
    await advanceTime(20000);
    await announceOffers([offer({id: 8, until: "2026-11-01 12:02:00"})]);
    expect(BAR).toHaveCount(1);
    expect(LIVE).toHaveText(/Offered to you: Anna Kowalska/);
    await announceOffers([]);
    await advanceTime(15000);
    await announceOffers([offer({id: 9, until: "2026-11-01 12:02:00"})]);
    expect(CARD).toHaveCount(1);
    expect(BAR).toHaveCount(0);
    expect.verifySteps([
        "chime",
        "accept 7",
        "open helpdesk.ticket 70",
        "chime",
        "chime",
    ]);
});

test("who accepts one of several sees what they opened", async () => {
    await mountAgent({offers: [offer(), offer({id: 8})]});
    await contains(".o_social_care_accept:first").click();
    expect(BAR).toHaveAttribute("data-work", "8");
    expect.verifySteps(["chime", "accept 7", "open helpdesk.ticket 70"]);
});

test("on a phone an offer is one line, which can be opened", async () => {
    mockService("ui", {isSmall: true});
    await mountAgent({offers: [offer()]});
    expect(BAR).toHaveCount(1);
    await contains(`${BAR} .o_social_care_resize`).click();
    expect(`${CARD} .o_social_care_let_go`).toHaveCount(1);
    expect.verifySteps(["chime"]);
});

// -- who does not answer -----------------------------------------------------------

test("an offer covers nothing that one reads: it is one line beside a form", async () => {
    const shown = {props: {type: "form", resModel: "social.care.mention"}};
    await mountAgent({}, {shown});
    await announceOffers([offer()]);
    expect(BAR).toHaveCount(1);
    await press(["alt", "shift", "k"]);
    await animationFrame();
    expect(BAR).toHaveCount(0);
    expect(CARD).toHaveCount(1);
    expect.verifySteps(["chime"]);
});

test("what is offered once more is not said to be with another agent", async () => {
    await mountAgent({offers: [offer({until: "2026-11-01 12:00:10"})]});
    await advanceTime(11000);
    await animationFrame();
    expect(ENDED).toHaveCount(1);
    await announceOffers([offer({until: "2026-11-01 12:02:00"})]);
    expect(ENDED).toHaveCount(0);
    expect(CARD).toHaveCount(1);
    expect.verifySteps(["chime", "chime"]);
});

test("who does not respond is told what was missed, until they are back", async () => {
    await mountAgent({offers: [offer()]});
    server.me.state = "not_responding";
    // The server may be a little ahead
    await advanceTime(58000);
    await announceOffers([]);
    expect(ENDED).toHaveText(
        /Time is up: HT00070 is offered to another agent\.\s+You get no offers until you are back\./
    );
    const title = queryOne(".o_social_care_agent_state").title;
    expect(title).toMatch(/You did not respond to the offer of HT00070\./);
    await advanceTime(60000);
    await animationFrame();
    expect(ENDED).toHaveCount(1);
    await contains(".o_social_care_back").click();
    expect(ENDED).toHaveCount(0);
    expect(".o_notification").toHaveText("You are available again.");
    expect.verifySteps(["chime", "switch available false"]);
});

test("another browser's offer that was missed is said without its number", async () => {
    await mountAgent({state: "not_responding"});
    expect(queryOne(".o_social_care_agent_state").title).toMatch(
        /You did not respond to an offer\. You get no offers until you are back\./
    );
});
