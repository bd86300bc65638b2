// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    defineModels,
    fields,
    getService,
    MockServer,
    models,
    mountView,
    serverState,
} from "@web/../tests/web_test_helpers";
import {waitForChannels, waitNotifications} from "@bus/../tests/bus_test_helpers";
import {advanceTime, mockDate} from "@odoo/hoot-mock";
import {NO_ACTS} from "@social_care/conversation/acts.esm";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

export const calls = [];
export const conversation = {};
/** Further conversations of the same ticket. */
export const others = [];

const AUTHOR = {
    id: 5,
    name: "Tom Harper",
    handle: "tom",
    avatar_url: "https://elsewhere.example/tom.png",
    followers: 48200,
    verified: true,
    partner_id: false,
    partner_name: "",
};
const OURS = {...AUTHOR, id: 6, name: "Northwind", handle: "northwind", followers: 0};

export function message(values = {}) {
    return {
        id: 1,
        thread_id: 3,
        external_id: "a",
        parent_external_id: "",
        kind: "post",
        is_own: Boolean(values.own),
        private: false,
        text: "My parcel is late",
        author: values.own ? OURS : AUTHOR,
        agent: "",
        at: "2026-11-01 10:00:00",
        posted_at: "2026-11-01 10:00:00",
        edited_at: false,
        deleted_at: false,
        url: "https://network.example/a",
        media: [],
        revisions: [],
        state: "ticket",
        answered_at: false,
        reply_id: false,
        reply_state: "",
        cannot_reply_reason: "",
        openings: {},
        stars: 0,
        moderation: {done: [], offers: [], requests: []},
        ...values,
    };
}

/** A stored picture, as a message or a reply has it. */
export function medium(values = {}) {
    return {
        id: "media-1",
        kind: "image",
        state: "stored",
        reason: "",
        alt: "A broken wheel",
        name: "image-1.jpg",
        url: "https://elsewhere.example/pixel.png",
        src: "/social_care/media/1",
        thumbnail: "/social_care/media/1/thumbnail",
        mimetype: "image/jpeg",
        size: 2048,
        is_animated: false,
        ...values,
    };
}

/** A file that could not be fetched. */
export function missing(values = {}) {
    const nothing = {src: "", thumbnail: "", name: "", mimetype: "", size: 0};
    return medium({...nothing, state: "failed", ...values});
}

export function reply(values = {}) {
    return {
        id: 40,
        thread_id: 3,
        state: "failed",
        state_label: "Failed",
        text: "Sorry! ^AN",
        body: "Sorry!",
        visibility: "public",
        user: {id: 9, name: "Anna Novak"},
        error_message: "",
        is_revoked: false,
        create_date: "2026-11-01 10:05:00",
        next_try_at: false,
        media: [],
        undo_seconds: 0,
        outcome: "",
        acts: NO_ACTS,
        mention_id: 1,
        can_retry: false,
        can_cancel: false,
        can_check: false,
        can_decide: false,
        can_approve: false,
        approval_reason: "",
        is_on_hold: false,
        original_body: "",
        edited_by: "",
        ...values,
    };
}

/** What the server answers from now on. */
export function setConversation(values = {}) {
    Object.assign(conversation, {
        id: 3,
        network: "demo",
        network_name: "Demo",
        account: {id: 1, name: "Northwind", handle: "northwind"},
        ticket_id: 1,
        is_ticket_open: true,
        profile_id: 5,
        customer: "Paula",
        private: false,
        can_reply: true,
        cannot_reply_reason: false,
        can_open_account: false,
        capabilities: {
            text_limit: 40,
            text_unit: "graphemes",
            byte_limit: null,
            media_max: 1,
            media_bytes: 1024 * 1024,
            media_mimetypes: ["image/png"],
            visibilities: ["public", "private"],
            can_delete: true,
        },
        signature: " ^AN",
        said_until: "1970-01-01T00:00:00",
        heard_until: 1,
        warning: "",
        waiting_since: "2026-11-01 10:00:00",
        composer: false,
        messages: [message()],
        first_id: 1,
        has_earlier: false,
        replies: [],
        labels: {public: "Reply publicly on Demo", private: "Send privately"},
        ...values,
    });
}

function makeDraft() {
    return {body: "Sorry!", mention_id: 1, visibility: "public", acts: NO_ACTS};
}

/** The answer of the server to `post_reply`: a value, or an error to throw. */
export const server = {
    post: () => ({reply_id: 41, state: "queued"}),
    /** The answer to `take_back`. */
    draft: makeDraft,
    holder: null,
};

class Thread extends models.Model {
    _name = "social.care.thread";

    get_conversations() {
        calls.push(["get_conversations"]);
        return structuredClone([...others, conversation]);
    }
    hold_composer(threadId) {
        calls.push(["hold_composer", threadId]);
        const me = {id: serverState.userId, name: "Me"};
        return {composer: server.holder || me};
    }
    release_composer(threadId) {
        calls.push(["release_composer", threadId]);
        return null;
    }
    post_reply(
        threadId,
        mentionId,
        body,
        visibility,
        attachmentIds,
        saidUntil,
        ...more
    ) {
        calls.push([
            "post_reply",
            threadId,
            mentionId,
            body,
            visibility,
            attachmentIds,
        ]);
        calls.push(["said_until", saidUntil]);
        // Without an outcome the keyword arguments follow at once
        const [{heard_until: heardUntil, acts}, outcome] = more.reverse();
        calls.push(["acts", acts]);
        calls.push(["outcome", outcome]);
        calls.push(["heard_until", heardUntil]);
        return server.post();
    }
}

class Reply extends models.Model {
    _name = "social.care.reply";

    action_approve(ids) {
        calls.push(["action_approve", ids]);
        return null;
    }
    action_review(ids) {
        calls.push(["action_review", ids]);
        return null;
    }
    action_retry(ids) {
        calls.push(["action_retry", ids]);
        return null;
    }
    take_back(ids) {
        calls.push(["take_back", ids]);
        return server.draft();
    }
    action_cancel(ids) {
        calls.push(["action_cancel", ids]);
        return null;
    }
    action_confirm_published(ids) {
        calls.push(["action_confirm_published", ids]);
        return null;
    }
    action_confirm_unpublished(ids) {
        calls.push(["action_confirm_unpublished", ids]);
        return null;
    }
    action_send_again(ids) {
        calls.push(["action_send_again", ids]);
        return null;
    }
}

class Mention extends models.Model {
    _name = "social.care.mention";

    action_restore(ids) {
        calls.push(["action_restore", ids]);
        return null;
    }
    moderate(ids, code, undo) {
        calls.push(["moderate", ids, code, undo]);
        return null;
    }
}

class Ticket extends models.Model {
    _name = "helpdesk.ticket";
    name = fields.Char();
    closed = fields.Boolean();
    user_id = fields.Many2one({relation: "res.users"});
    _records = [
        {id: 1, name: "Late parcel"},
        {id: 2, name: "Broken wheel"},
    ];

    action_social_care_resolve(ids) {
        calls.push(["action_social_care_resolve", ids]);
        return false;
    }
}

export function defineConversationModels() {
    defineMailModels();
    defineModels([Thread, Reply, Mention, Ticket]);
}

const ARCH = `<form><sheet>
    <field name="name"/>
    <widget name="social_care_conversation"/>
</sheet></form>`;

export async function mountTicket(values, arch = ARCH, props = {}) {
    mockDate("2026-11-01 12:00:00", 0);
    calls.length = 0;
    others.length = 0;
    sessionStorage.clear();
    setConversation(values);
    Object.assign(server, {
        post: () => ({reply_id: 41, state: "queued"}),
        draft: makeDraft,
        holder: null,
    });
    return mountView({
        type: "form",
        resModel: "helpdesk.ticket",
        resId: 1,
        arch,
        ...props,
    });
}

/** Tell the page, as the server does, that something changed. */
export async function announceChange(payload) {
    const nothing = {thread_ids: [], ticket_ids: [], mention_ids: [], inbox: false};
    const change = {...nothing, ...payload};
    getService("bus_service").addChannel("agents");
    await waitForChannels(["agents"]);
    MockServer.env["bus.bus"]._sendone("agents", "social_care/changed", change);
    await waitNotifications(["social_care/changed", change]);
    await advanceTime(500);
}

export function called(method) {
    return calls.filter(([name]) => name === method).map(([, ...args]) => args);
}
