// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {advanceTime, expect, test} from "@odoo/hoot";
import {chimeService} from "@social_care/core/chime.esm";
import {patchWithCleanup} from "@web/../tests/web_test_helpers";

/** A browser that makes sound, or waits for somebody to touch the page. */
function mockAudio({isAllowed}) {
    const param = {
        setValueAtTime: () => param,
        exponentialRampToValueAtTime: () => param,
    };
    class MockAudioContext {
        constructor() {
            expect.step("context");
            this.state = "suspended";
            this.currentTime = 5;
        }
        resume() {
            if (!isAllowed) {
                return new Promise(() => undefined);
            }
            this.state = "running";
            return Promise.resolve();
        }
        createGain() {
            return {gain: param, connect: (next) => next};
        }
        createOscillator() {
            const note = {
                frequency: {},
                connect: (next) => next,
                stop: () => undefined,
            };
            note.start = (at) => expect.step(`${note.frequency.value} at ${at}`);
            return note;
        }
    }
    patchWithCleanup(window, {AudioContext: MockAudioContext});
}

test("an offer sounds like two notes of a bell", async () => {
    mockAudio({isAllowed: true});
    await chimeService.start().play();
    expect.verifySteps(["context", "659.25 at 5", "880 at 5.16"]);
});

test("a customer's message sounds like two notes that fall", async () => {
    mockAudio({isAllowed: true});
    await chimeService.start().play("answer");
    expect.verifySteps(["context", "783.99 at 5", "587.33 at 5.16"]);
});

test("a browser is asked for sound once", async () => {
    mockAudio({isAllowed: true});
    const chime = chimeService.start();
    await chime.play();
    await chime.play();
    expect.verifySteps([
        "context",
        "659.25 at 5",
        "880 at 5.16",
        "659.25 at 5",
        "880 at 5.16",
    ]);
});

test("where the browser forbids sound there is none, now or later", async () => {
    mockAudio({isAllowed: false});
    const played = chimeService.start().play();
    await advanceTime(1000);
    await played;
    expect.verifySteps(["context"]);
});
