// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    defineConversationModels,
    message,
    mountTicket,
    reply,
} from "./conversation_test_helpers";
import {animationFrame, expect, queryAll, queryOne, test} from "@odoo/hoot";
import {contains} from "@web/../tests/web_test_helpers";

const ARABIC = "أين طردي؟";
const HEBREW = "איפה החבילה שלי?";

defineConversationModels();

function getDirections(selector) {
    return queryAll(selector).map((element) => element.getAttribute("dir"));
}

test("a message that begins with a handle has the direction of its words", async () => {
    const texts = [
        `@northwind ${ARABIC}`,
        `@northwind ${HEBREW}`,
        "@northwind where is my parcel?",
        `https://example.com/a 4711 ${HEBREW}`,
    ];
    await mountTicket({
        messages: texts.map((text, index) => message({id: index + 1, text})),
    });
    expect(getDirections(".o_social_care_message .o_social_care_text")).toEqual([
        "rtl",
        "rtl",
        "ltr",
        "rtl",
    ]);
    const [arabic, , english] = queryAll(".o_social_care_text");
    expect(getComputedStyle(arabic).direction).toBe("rtl");
    expect(getComputedStyle(english).direction).toBe("ltr");
});

test("a quote keeps its direction", async () => {
    const question = message({id: 1, external_id: "a", text: `@northwind ${HEBREW}`});
    const answer = message({
        id: 2,
        external_id: "b",
        parent_external_id: "a",
        text: "Thanks",
        own: true,
    });
    const between = message({id: 3, external_id: "c", text: "And mine?"});
    await mountTicket({messages: [question, between, answer]});
    expect(getDirections(".o_social_care_quote bdi")).toEqual(["rtl"]);
});

test("what is answered keeps its direction above the composer", async () => {
    await mountTicket({messages: [message({text: `@northwind ${HEBREW}`})]});
    expect(getDirections(".o_social_care_answering bdi[dir]")).toEqual(["rtl"]);
});

test("a reply that is not published yet has its direction", async () => {
    await mountTicket({replies: [reply({text: `@tom ${ARABIC}`})]});
    expect(getDirections(".o_pending .o_social_care_text")).toEqual(["rtl"]);
});

test("the composer turns with what is typed", async () => {
    await mountTicket();
    expect(queryOne(".o_social_care_input").dir).toBe("auto");
    await contains(".o_social_care_input").edit(`@tom ${ARABIC}`, {confirm: false});
    await animationFrame();
    expect(queryOne(".o_social_care_input").dir).toBe("rtl");
    await contains(".o_social_care_input").edit("@tom We look into it", {
        confirm: false,
    });
    await animationFrame();
    expect(queryOne(".o_social_care_input").dir).toBe("ltr");
});

test("the signature has its own direction", async () => {
    await mountTicket({signature: `\n^${ARABIC}`});
    expect(getDirections(".o_social_care_signature bdi")).toEqual(["rtl"]);
});

test("counter and clocks are not turned around by the words beside them", async () => {
    document.body.dir = "rtl";
    try {
        await mountTicket({messages: [message({text: `@northwind ${ARABIC}`})]});
        const counter = queryOne(".o_social_care_count bdi");
        expect(counter).toHaveText(/^\d+ \/ \d+$/);
        expect(getComputedStyle(counter).direction).toBe("ltr");
        // "now", "5 min ago": English words in a page from right to left
        expect(
            getComputedStyle(queryOne(".o_social_care_message time")).direction
        ).toBe("ltr");
    } finally {
        document.body.removeAttribute("dir");
    }
});
