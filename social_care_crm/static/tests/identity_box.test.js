// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {expect, queryAllTexts, test} from "@odoo/hoot";
import {Deferred, animationFrame} from "@odoo/hoot-mock";
import {contains, mountWithCleanup, onRpc} from "@web/../tests/web_test_helpers";
import {IdentityBox} from "@social_care_crm/identity/identity_box.esm";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

defineMailModels();

const NOBODY = {
    profile_id: 3,
    link: false,
    proposals: [],
    pending: [],
    can_send_link: false,
    can_create: true,
    can_verify: false,
};

const CLAIMED = {
    partner_id: 9,
    partner_name: "Anna Meier",
    is_proven: false,
    reason: "Chosen by a user · Piotr",
    ask_refusal: "",
};

function propose(values = {}) {
    return {
        partner_id: 9,
        name: "Anna Meier",
        detail: "Berlin",
        strength: "claimed",
        reasons: ["Email said in private", "Same name"],
        ask_refusal: "",
        ...values,
    };
}

/** Mounts the box; what it asks of the server and of its parent are steps. */
async function mountBox(identity = {}, answer = true) {
    onRpc("social.care.identity.panel", "*", ({method, args}) => {
        expect.step(`${method} ${args.join()}`);
        return answer;
    });
    await mountWithCleanup(IdentityBox, {
        props: {
            threadId: 5,
            identity: {...NOBODY, ...identity},
            insert: (text) => expect.step(`insert ${text}`),
            reload: async () => expect.step("reload"),
        },
    });
}

test("of nobody it says that the person is unknown", async () => {
    await mountBox();
    expect(".o_social_care_identity_who").toHaveText("Unknown person");
    expect(".o_proposal").toHaveCount(0);
    expect(queryAllTexts("footer button")).toEqual(["This is …", "Create contact"]);
});

test("who may not create contacts is not offered it", async () => {
    await mountBox({can_create: false});
    expect(queryAllTexts("footer button")).toEqual(["This is …"]);
});

test("proposals say why", async () => {
    const other = {partner_id: 10, name: "Anna Mayer", strength: "hint", detail: ""};
    await mountBox({
        proposals: [propose(), propose({...other, reasons: ["Similar name"]})],
    });
    expect(".o_social_care_identity").not.toHaveText(/Unknown person/);
    expect(queryAllTexts(".o_proposal button.fw-bold")).toEqual([
        "Anna Meier",
        "Anna Mayer",
    ]);
    expect(queryAllTexts(".o_proposal div.text-muted")).toEqual([
        "Email said in private · Same name",
        "Similar name",
    ]);
    // Only who claimed to be a contact can be asked for a confirmation.
    expect(".o_proposal[data-partner-id='9'] .o_ask").toHaveCount(1);
    expect(".o_proposal[data-partner-id='10'] .o_ask").toHaveCount(0);
});

test("a proposal that is proven says so", async () => {
    await mountBox({
        proposals: [propose({strength: "proven"}), propose({partner_id: 8})],
    });
    expect("[data-partner-id='9'] .badge").toHaveText("Proven");
    expect("[data-partner-id='8'] .badge").toHaveCount(0);
});

test("the first proposals are shown, and the others when asked for", async () => {
    const proposals = [7, 8, 9, 10].map((id) => propose({partner_id: id}));
    await mountBox({proposals});
    expect(".o_proposal").toHaveCount(2);
    await contains("footer button:contains(2 more)").click();
    expect(".o_proposal").toHaveCount(4);
    expect("footer button:contains(more)").toHaveCount(0);
});

test("a proposal is accepted, which can be undone", async () => {
    await mountBox({proposals: [propose()]});
    await contains(".o_accept").click();
    expect.verifySteps(["accept_proposal 5,9", "reload"]);
    await contains(".o_notification button:contains(Undo)").click();
    expect.verifySteps(["undo_link 5", "reload"]);
});

test("a proposal is rejected", async () => {
    await mountBox({proposals: [propose()]});
    await contains(".o_reject").click();
    expect.verifySteps(["reject_proposal 5,9", "reload"]);
});

test("nothing can be clicked while the server works", async () => {
    const answer = new Deferred();
    await mountBox({proposals: [propose()]}, answer);
    await contains(".o_accept").click();
    expect.verifySteps(["accept_proposal 5,9"]);
    expect(".o_accept, .o_reject, .o_ask").not.toBeEnabled();
    answer.resolve(true);
    await animationFrame();
    expect.verifySteps(["reload"]);
    expect(".o_accept").toBeEnabled();
});

test("who must not be asked is not, and the button says why", async () => {
    await mountBox({proposals: [propose({ask_refusal: "Shared by two contacts"})]});
    expect(".o_ask").not.toBeEnabled();
    expect(".o_ask").toHaveAttribute("title", "Shared by two contacts");
});

test("a mail is sent after a confirmation", async () => {
    await mountBox({proposals: [propose()]});
    await contains(".o_ask").click();
    await contains(".modal button:contains(Cancel)").click();
    expect.verifySteps([]);
    await contains(".o_ask").click();
    await contains(".modal button:contains(Send email)").click();
    expect.verifySteps(["ask_contact 5,9", "reload"]);
});

test("a claimed contact is marked as not proven", async () => {
    await mountBox({link: CLAIMED});
    expect(".o_social_care_identity_who .badge").toHaveText("Not proven");
    expect(".o_social_care_identity_who").toHaveText(/Chosen by a user · Piotr/);
    expect(".fa-check-circle").toHaveCount(0);
    expect(".o_verify").toHaveCount(0);
});

test("a supervisor vouches for a claimed contact", async () => {
    await mountBox({link: CLAIMED, can_verify: true});
    await contains(".o_verify").click();
    await contains(".modal button:contains(Mark as verified)").click();
    expect.verifySteps(["verify_link 5,9", "reload"]);
});

test("a proven contact has no mark and nothing to prove", async () => {
    await mountBox({link: {...CLAIMED, is_proven: true}, can_verify: true});
    expect(".o_social_care_identity_who").toHaveText(/Anna Meier/);
    expect(".o_social_care_identity_who .badge").toHaveCount(0);
    expect(".fa-check-circle").toHaveCount(1);
    expect(".o_ask, .o_verify, footer").toHaveCount(0);
});

test("a contact that the agent may not read cannot be opened", async () => {
    await mountBox({link: {...CLAIMED, partner_id: false, partner_name: "A contact"}});
    expect(".o_social_care_identity_who button").toHaveCount(0);
    expect(".o_social_care_identity_who").toHaveText(/A contact/);
});

test("what waits for an answer is shown", async () => {
    const pending = [
        {kind: "address", name: "Anna Meier", until: "2026-11-02 10:00:00"},
        {kind: "one_time_link", name: "", until: "2026-11-02 10:00:00"},
    ];
    await mountBox({pending});
    expect(queryAllTexts("[role=status]")).toEqual([
        "Waiting for confirmation by email: Anna Meier",
        "A one-time link was made and not used yet",
    ]);
});

test("a one-time link is put into the composer", async () => {
    await mountBox({can_send_link: true}, "Please confirm: https://x.example");
    await contains(".o_one_time_link").click();
    expect.verifySteps([
        "make_link 5",
        "reload",
        "insert Please confirm: https://x.example",
    ]);
});

test("what people call themselves is never markup", async () => {
    await mountBox({
        proposals: [propose({name: "<b>Anna</b>", reasons: ["<i>x</i>"]})],
    });
    expect(".o_proposal bdi").toHaveText("<b>Anna</b>");
    expect(".o_proposal bdi b, .o_proposal div i").toHaveCount(0);
});
