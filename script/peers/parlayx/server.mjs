// A SOAP switch: Parlay X 2.0 Third Party Call, whose calls ring on the Asterisk beside it.
// Wants PARLAYX_PORT, ASTERISK_ARI_URL, ASTERISK_USER and ASTERISK_SECRET. A called party is
// an extension of the dialplan's context "test": answer, busy, noanswer, echo or any number.
import {existsSync, readFileSync} from "node:fs";
import {createServer} from "node:http";
import {fileURLToPath} from "node:url";
import {join} from "node:path";
import soap from "soap";

const {PARLAYX_PORT, ASTERISK_ARI_URL, ASTERISK_USER, ASTERISK_SECRET} = process.env;
const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const ADDRESS = `http://127.0.0.1:${PARLAYX_PORT}/ThirdPartyCall`;
const WSDL = join(FOLDER, "tpc.wsdl");
const credentials = Buffer.from(`${ASTERISK_USER}:${ASTERISK_SECRET}`).toString(
    "base64"
);
const calls = new Map();

const ask = (method, path) =>
    fetch(ASTERISK_ARI_URL + path, {
        method,
        headers: {authorization: `Basic ${credentials}`},
    });

const makeFault = (messageId, text) => ({
    Fault: {
        faultcode: "SOAP-ENV:Server",
        faultstring: text,
        detail: {ServiceException: {messageId, text}},
        statusCode: 500,
    },
});

const readNumber = (party) => String(party).replace(/^(tel|sip):/, "");

const makeCall = async ({callingParty, calledParty}) => {
    const wanted = new URLSearchParams({
        endpoint: `Local/${readNumber(calledParty)}@test`,
        extension: "answer",
        context: "test",
        priority: "1",
        callerId: readNumber(callingParty),
    });
    const response = await ask("POST", `/channels?${wanted}`);
    if (!response.ok) {
        throw makeFault("SVC0002", "invalid calledParty");
    }
    const {id} = await response.json();
    calls.set(id, new Date());
    return {result: id};
};

const readStatus = async (id) => {
    const response = await ask("GET", `/channels/${encodeURIComponent(id)}`);
    if (!response.ok) {
        return "CallTerminated";
    }
    const {state} = await response.json();
    return state === "Up" ? "CallConnected" : "CallInitial";
};

const checkCall = (id) => {
    if (!calls.has(id)) {
        throw makeFault("SVC0001", "unknown call");
    }
};

const getCallInformation = async ({callIdentifier}) => {
    checkCall(callIdentifier);
    const begun = calls.get(callIdentifier);
    return {
        result: {
            callStatus: await readStatus(callIdentifier),
            startTime: begun.toISOString(),
            duration: Math.round((Date.now() - begun) / 1000),
            terminationCause: "CallHangUp",
        },
    };
};

const endCall = async ({callIdentifier}) => {
    checkCall(callIdentifier);
    await ask("DELETE", `/channels/${encodeURIComponent(callIdentifier)}`);
    return {};
};

// The library wants callbacks, which get a result and an error alike.
const asCallback = (method) => (parameters, done) => {
    method(parameters).then(done, done);
};

const ThirdPartyCall = Object.fromEntries(
    Object.entries({
        makeCall,
        getCallInformation,
        endCall,
        cancelCallRequest: endCall,
    }).map(([name, method]) => [name, asCallback(method)])
);

// The schemas that the WSDL imports, so that a client can load it by its address.
const findSchema = (url) => {
    const name = /^\/(\w+\.xsd)$/.exec(url.split("?")[0]);
    const path = name && join(FOLDER, name[1]);
    return path && existsSync(path) ? path : null;
};

const server = createServer((request, response) => {
    const schema = findSchema(request.url);
    if (schema) {
        response.setHeader("content-type", "text/xml");
        response.end(readFileSync(schema));
    } else {
        response.statusCode = 404;
        response.end();
    }
});
server.listen(Number(PARLAYX_PORT), "127.0.0.1", () => {
    soap.listen(server, {
        path: "/ThirdPartyCall",
        services: {ThirdPartyCallService: {ThirdPartyCall}},
        xml: readFileSync(WSDL, "utf8").replaceAll("@ADDRESS@", ADDRESS),
        uri: WSDL,
        callback: () => console.log("READY"),
    });
});
