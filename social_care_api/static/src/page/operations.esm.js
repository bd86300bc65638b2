// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

/**
 * List the operations of an OpenAPI document.
 *
 * @param {object} document as the server sends it
 * @returns {object[]} with name, label, method, path, summary, parameters and body
 */
export function listOperations(document) {
    const found = [];
    for (const [path, methods] of Object.entries(document.paths)) {
        for (const [method, operation] of Object.entries(methods)) {
            found.push(describe(path, method.toUpperCase(), operation));
        }
    }
    return found;
}

function describe(path, method, operation) {
    return {
        name: operation.operationId,
        label: `${method} ${path}`,
        method,
        path,
        summary: operation.summary,
        parameters: operation.parameters.filter((one) => one.in !== "header"),
        body: makeBody(operation.requestBody),
    };
}

/**
 * The example of the document, or what has to be filled in; false for an operation
 * without a body.
 */
function makeBody(requestBody) {
    if (!requestBody) {
        return false;
    }
    const {schema, example} = requestBody.content["application/json"];
    if (example) {
        return JSON.stringify(example, null, 2);
    }
    const {properties, required} = schema;
    const values = Object.fromEntries(
        (required || []).map((name) => [name, makeExample(properties[name])])
    );
    return JSON.stringify(values, null, 2);
}

function makeExample(schema) {
    if (schema.enum) {
        return schema.enum[0];
    }
    return schema.type === "integer" ? 1 : "";
}

/**
 * Build the request of an operation.
 *
 * @param {object} operation one of `listOperations`
 * @param {object} values by name of a parameter
 * @param {string} body JSON text
 * @returns {object} with method, path and body
 */
export function buildRequest(operation, values, body) {
    let path = operation.path;
    const query = new URLSearchParams();
    for (const {name, in: place} of operation.parameters) {
        const value = values[name] || "";
        if (place === "path") {
            path = path.replace(`{${name}}`, encodeURIComponent(value));
        } else if (value) {
            query.set(name, value);
        }
    }
    const search = query.toString();
    return {
        method: operation.method,
        path: search ? `${path}?${search}` : path,
        body: operation.body === false ? undefined : body,
    };
}

/**
 * Write a request as a command for a shell.
 *
 * @param {string} address of the API
 * @param {object} request as `buildRequest` returns it
 * @returns {string} with KEY in place of the key
 */
export function writeCurl(address, {method, path, body}) {
    const parts = ["curl", `-X ${method}`, '-H "Authorization: Bearer KEY"'];
    if (body !== undefined) {
        const flat = body.replace(/\s*\n\s*/g, " ").replaceAll("'", "'\\''");
        parts.push('-H "Content-Type: application/json"', `-d '${flat}'`);
    }
    return [...parts, `'${address}${path}'`].join(" ");
}
