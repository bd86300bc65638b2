// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {animationFrame, click, expect, press, queryOne, test} from "@odoo/hoot";
import {
    defineConversationModels,
    medium,
    message,
    missing,
    mountTicket,
    reply,
} from "./conversation_test_helpers";

defineConversationModels();

const THUMBNAIL = ".o_social_care_thumbnail";

function mountMedia(...media) {
    return mountTicket({messages: [message({media})]});
}

test("a picture is a thumbnail with its description", async () => {
    await mountMedia(medium());
    const image = queryOne(`${THUMBNAIL} img`);
    expect(image).toHaveAttribute("data-src", "/social_care/media/1/thumbnail");
    expect(image).toHaveAttribute("alt", "Picture: A broken wheel");
    expect(image).toHaveAttribute("loading", "lazy");
});

test("a picture without a description is called one", async () => {
    await mountMedia(medium({alt: ""}));
    expect(`${THUMBNAIL} img`).toHaveAttribute("alt", "Picture");
});

test("a click opens the viewer, the arrow the next picture", async () => {
    await mountMedia(
        medium({id: "media-1"}),
        medium({id: "media-2", kind: "audio", thumbnail: "", src: "/x/2"}),
        medium({id: "media-3", alt: "The label", src: "/social_care/media/3"})
    );
    await click(THUMBNAIL);
    await animationFrame();
    expect(".o-FileViewer-viewImage").toHaveAttribute(
        "data-src",
        "/social_care/media/1"
    );
    expect(".o-FileViewer-header").toHaveText(/A broken wheel/);
    await press("ArrowRight");
    await animationFrame();
    expect(".o-FileViewer-viewImage").toHaveAttribute(
        "data-src",
        "/social_care/media/3"
    );
    expect(".o-FileViewer-header").toHaveText(/The label/);
    await press("Escape");
    await animationFrame();
    expect(".o-FileViewer").toHaveCount(0);
});

test("of an animation one is told that it stands still", async () => {
    await mountMedia(medium({is_animated: true}));
    expect(`${THUMBNAIL} .badge`).toHaveText("GIF");
});

test("a voice message can be heard and saved", async () => {
    await mountMedia(
        medium({
            kind: "audio",
            alt: "",
            name: "audio-1.wav",
            thumbnail: "",
            mimetype: "audio/wav",
        })
    );
    expect("audio").toHaveAttribute("src", "/social_care/media/1");
    expect("audio").toHaveAttribute("preload", "none");
    expect("audio").toHaveAttribute("aria-label", "Voice message");
    const link = queryOne(".o_social_care_media a");
    expect(link).toHaveAttribute("href", "/social_care/media/1?download=1");
    expect(link).toHaveAttribute("download", "audio-1.wav");
    expect(link).toHaveText(/Voice message\s*2 kB/);
});

test("a video is played from our copy", async () => {
    await mountMedia(medium({kind: "video", thumbnail: "", mimetype: "video/mp4"}));
    expect("video").toHaveAttribute("src", "/social_care/media/1");
    expect(THUMBNAIL).toHaveCount(0);
});

test("what is being fetched says so", async () => {
    await mountMedia(missing({state: "pending"}));
    expect(".o_social_care_missing").toHaveText(/A broken wheel\s*Being fetched/);
    expect(".o_social_care_missing a, a.o_social_care_missing").toHaveCount(0);
});

test("a link to a page is a link", async () => {
    await mountMedia(missing({state: "link", kind: "link", alt: "Our news"}));
    expect("a.o_social_care_file").toHaveText("Link: Our news");
});

test("what we publish is shown, too", async () => {
    const media = [medium({thumbnail: "/web/image/5/320x320", src: "/web/image/5"})];
    await mountTicket({replies: [reply({media})]});
    expect(`.o_pending ${THUMBNAIL} img`).toHaveAttribute(
        "data-src",
        "/web/image/5/320x320"
    );
});

test("a message that was deleted shows no picture", async () => {
    const deleted = {text: "", deleted_at: "2026-11-01 11:00:00", media: [medium()]};
    await mountTicket({messages: [message(deleted)]});
    expect(THUMBNAIL).toHaveCount(0);
});
