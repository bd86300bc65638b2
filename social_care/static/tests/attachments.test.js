// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    animationFrame,
    click,
    edit,
    expect,
    press,
    queryOne,
    test,
    waitFor,
} from "@odoo/hoot";
import {
    called,
    conversation,
    defineConversationModels,
    medium,
    mountTicket,
    reply,
    setConversation,
} from "./conversation_test_helpers";
import {
    checkFiles,
    explainRefusal,
    formatSize,
} from "@social_care/conversation/attachment_limits.esm";
import {onRpc} from "@web/../tests/web_test_helpers";

defineConversationModels();

const LIMITS = {media_max: 2, media_bytes: 1024 * 1024, media_mimetypes: ["image/png"]};
const INPUT = ".o_social_care_input";
const ATTACHED = ".o_social_care_attachments li";

function makeFile(name = "a.png", type = "image/png", size = 10) {
    return new File([new Uint8Array(size)], name, {type});
}

function makeTransfer(...files) {
    const transfer = new DataTransfer();
    files.forEach((file) => transfer.items.add(file));
    return transfer;
}

/** Notes what reaches the server. */
function watchFiles() {
    const seen = [];
    let id = 70;
    onRpc("ir.attachment", "create", ({args: [[vals]]}) => {
        seen.push(["create", vals.name, vals.mimetype]);
        return [id++];
    });
    onRpc("ir.attachment", "write", ({args}) => {
        seen.push(["write", ...args]);
        return true;
    });
    onRpc("ir.attachment", "unlink", ({args}) => {
        seen.push(["unlink", ...args]);
        return true;
    });
    return seen;
}

async function paste(transfer) {
    const options = {clipboardData: transfer, bubbles: true, cancelable: true};
    const event = new ClipboardEvent("paste", options);
    queryOne(INPUT).dispatchEvent(event);
    await animationFrame();
    return event;
}

async function drag(type, transfer) {
    const options = {dataTransfer: transfer, bubbles: true, cancelable: true};
    const event = new DragEvent(type, options);
    queryOne(".o_social_care_composer").dispatchEvent(event);
    await animationFrame();
    return event;
}

test("a file is refused in words", async () => {
    await mountTicket();
    expect(String(explainRefusal(makeFile(), LIMITS, "Demo"))).toBe("");
    expect(
        String(explainRefusal(makeFile("a.heic", "image/heic"), LIMITS, "Demo"))
    ).toBe("a.heic: Demo does not accept this type. It accepts PNG.");
    const large = {name: "a.png", type: "image/png", size: 3 * 1024 * 1024};
    expect(String(explainRefusal(large, LIMITS, "Demo"))).toBe(
        "a.png is too large: 3.0 MB. Demo accepts up to 1.0 MB."
    );
    expect(
        String(explainRefusal(makeFile("a.png", "image/png", 0), LIMITS, "Demo"))
    ).toBe("a.png is empty.");
});

test("as many files are taken as fit", async () => {
    await mountTicket();
    const files = [
        makeFile("1.png"),
        makeFile("2.svg", "image/svg+xml"),
        makeFile("3.png"),
    ];
    const {accepted, problems} = checkFiles(files, 1, LIMITS, "Demo");
    expect(accepted.map(({name}) => name)).toEqual(["1.png"]);
    expect(problems).toHaveLength(2);
    expect(String(problems[1])).toBe("Demo accepts at most 2 files.");
    expect(checkFiles([makeFile()], 3, LIMITS, "Demo").accepted).toEqual([]);
});

test("sizes are read as people say them", async () => {
    await mountTicket();
    expect(String(formatSize(10))).toBe("1 kB");
    expect(String(formatSize(150 * 1024))).toBe("150 kB");
    expect(String(formatSize(2.5 * 1024 * 1024))).toBe("2.5 MB");
});

test("a picture is pasted, described and sent from its description", async () => {
    await mountTicket();
    const seen = watchFiles();
    const event = await paste(makeTransfer(makeFile("shot.png")));
    expect(event.defaultPrevented).toBe(true);
    await waitFor(ATTACHED);
    expect(`${ATTACHED} img`).toHaveAttribute("data-src", "/web/image/70/96x96");
    await click(".o_social_care_alt");
    await edit("The new label");
    await press(["alt", "shift", "p"]);
    await animationFrame();
    queryOne(".o_social_care_alt").focus();
    await press(["control", "enter"]);
    await animationFrame();
    await animationFrame();
    expect(seen).toEqual([
        ["create", "shot.png", "image/png"],
        ["write", [70], {description: "The new label"}],
    ]);
    expect(called("post_reply")).toEqual([[3, 1, "", "public", [70]]]);
    expect(ATTACHED).toHaveCount(0);
});

test("a paste with text is text", async () => {
    await mountTicket();
    const seen = watchFiles();
    const transfer = makeTransfer(makeFile());
    transfer.setData("text/plain", "Hello");
    const event = await paste(transfer);
    expect(event.defaultPrevented).toBe(false);
    expect(seen).toEqual([]);
});

test("a file is dropped, and the place shows where", async () => {
    await mountTicket();
    watchFiles();
    const transfer = makeTransfer(makeFile());
    expect((await drag("dragover", transfer)).defaultPrevented).toBe(true);
    expect(".o_social_care_composer").toHaveClass("o_social_care_drop");
    await drag("drop", transfer);
    await waitFor(ATTACHED);
    expect(".o_social_care_composer").not.toHaveClass("o_social_care_drop");
    expect(ATTACHED).toHaveText("a.png");
});

test("what does not fit is told before anything is uploaded", async () => {
    await mountTicket();
    const seen = watchFiles();
    await drag("drop", makeTransfer(makeFile("a.svg", "image/svg+xml")));
    expect("[role=alert]").toHaveText(
        "a.svg: Demo does not accept this type. It accepts PNG."
    );
    expect(seen).toEqual([]);
});

test("a file that was attached can be removed", async () => {
    await mountTicket();
    const seen = watchFiles();
    await paste(makeTransfer(makeFile()));
    await waitFor(ATTACHED);
    expect(".o_social_care_attach").not.toBeEnabled();
    await click("button[aria-label='Remove a.png']");
    await animationFrame();
    expect(ATTACHED).toHaveCount(0);
    expect(seen.at(-1)).toEqual(["unlink", [70]]);
});

test("a reply that is changed keeps its files", async () => {
    const media = [medium({attachment_id: 55, name: "b.png", mimetype: "image/png"})];
    await mountTicket({replies: [reply({can_cancel: true, media})]});
    const seen = watchFiles();
    await click("button:contains(Change)");
    await animationFrame();
    expect(ATTACHED).toHaveText("b.png");
    await click("button[aria-label='Remove b.png']");
    await animationFrame();
    expect(seen).toEqual([], {message: "it belongs to the first reply"});
});

test("where no files are accepted, a drop is left to the browser", async () => {
    setConversation();
    await mountTicket({capabilities: {...conversation.capabilities, media_max: 0}});
    const event = await drag("dragover", makeTransfer(makeFile()));
    expect(event.defaultPrevented).toBe(false);
    expect(".o_social_care_attach").toHaveCount(0);
});
