// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {delay} from "@web/core/utils/concurrency";
import {registry} from "@web/core/registry";

/** Pitches of two notes by what happened: an offer rises, an answer falls. */
const MELODIES = {offer: [659.25, 880], answer: [783.99, 587.33]};
const APART = 0.16;
const LENGTH = 0.45;
const VOLUME = 0.25;
const PATIENCE = 500;

/** Plays one note that fades away like a bell. */
function playNote(context, pitch, at) {
    const note = context.createOscillator();
    const volume = context.createGain();
    note.frequency.value = pitch;
    volume.gain.setValueAtTime(VOLUME, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + LENGTH);
    note.connect(volume).connect(context.destination);
    note.start(at);
    note.stop(at + LENGTH);
}

/**
 * The sounds of an offer and of a customer's message.
 *
 * A browser plays none before the user has touched the page; it is not played later,
 * when the offer may be gone.
 */
export const chimeService = {
    start() {
        let context = null;
        return {
            /** @param {"offer" | "answer"} [melody] */
            async play(melody = "offer") {
                context = context || new AudioContext();
                await Promise.race([context.resume(), delay(PATIENCE)]);
                if (context.state === "running") {
                    MELODIES[melody].forEach((pitch, n) =>
                        playNote(context, pitch, context.currentTime + n * APART)
                    );
                }
            },
        };
    },
};

registry.category("services").add("social_care_chime", chimeService);
