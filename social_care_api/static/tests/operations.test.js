// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    buildRequest,
    listOperations,
    writeCurl,
} from "@social_care_api/page/operations.esm";
import {describe, expect, test} from "@odoo/hoot";

describe.current.tags("headless");

const DOCUMENT = {
    paths: {
        "/tickets/{ticket_id}/notes": {
            post: {
                operationId: "add_note",
                summary: "Add a note",
                parameters: [
                    {name: "ticket_id", in: "path", required: true},
                    {name: "Idempotency-Key", in: "header"},
                ],
                requestBody: {
                    content: {
                        "application/json": {
                            schema: {
                                required: ["text", "kind", "count"],
                                properties: {
                                    text: {type: "string"},
                                    kind: {enum: ["a", "b"]},
                                    count: {type: "integer"},
                                    more: {type: "string"},
                                },
                            },
                        },
                    },
                },
            },
        },
        "/work": {
            get: {
                operationId: "list_work",
                parameters: [{name: "state", in: "query"}],
            },
        },
    },
};
const [NOTE, LIST] = listOperations(DOCUMENT);

test("the body holds what has to be filled in", () => {
    expect(JSON.parse(NOTE.body)).toEqual({text: "", kind: "a", count: 1});
    expect(LIST.body).toBe(false);
});

test("an example of the document begins the body", () => {
    const post = DOCUMENT.paths["/tickets/{ticket_id}/notes"].post;
    const content = {schema: {}, example: {text: "Called"}};
    const requestBody = {content: {"application/json": content}};
    const paths = {"/notes": {post: {...post, requestBody}}};
    expect(JSON.parse(listOperations({paths})[0].body)).toEqual({text: "Called"});
});

test("headers are no parameters that one fills in", () => {
    expect(NOTE.parameters.map(({name}) => name)).toEqual(["ticket_id"]);
});

test("values go into path and query", () => {
    expect(buildRequest(NOTE, {ticket_id: "5/../6"}, "{}")).toEqual({
        method: "POST",
        path: "/tickets/5%2F..%2F6/notes",
        body: "{}",
    });
    expect(buildRequest(LIST, {state: "waiting & more"}, "").path).toBe(
        "/work?state=waiting+%26+more"
    );
    expect(buildRequest(LIST, {}, "").path).toBe("/work");
});

test("a command can be pasted into a shell", () => {
    const request = buildRequest(NOTE, {ticket_id: "5"}, `{\n  "text": "it's"\n}`);
    expect(writeCurl("https://odoo.example/api", request)).toBe(
        `curl -X POST -H "Authorization: Bearer KEY" ` +
            `-H "Content-Type: application/json" -d '{ "text": "it'\\''s" }' ` +
            `'https://odoo.example/api/tickets/5/notes'`
    );
});
