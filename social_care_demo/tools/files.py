# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Files of the demo posts, made by code: a picture and a voice message."""

import math
import struct
import wave
from io import BytesIO

from PIL import Image, ImageDraw

RATE, SECONDS = 8000, 2


def draw_scratch():
    """Return a picture of a scratched trailer, as JPEG."""
    image = Image.new("RGB", (960, 640), "#dfe6ec")
    draw = ImageDraw.Draw(image)
    draw.rectangle((160, 180, 760, 440), fill="#2f6f8f", outline="#1d4559", width=8)
    draw.line((760, 430, 920, 470), fill="#1d4559", width=14)
    for x in (300, 620):
        draw.ellipse((x - 70, 400, x + 70, 540), fill="#20262b")
        draw.ellipse((x - 30, 440, x + 30, 500), fill="#9aa5ae")
    draw.line((230, 250, 410, 290, 520, 270, 690, 350), fill="#f4f1ea", width=7)
    written = BytesIO()
    image.save(written, "JPEG", quality=80)
    return written.getvalue()


def record_voice():
    """Return two seconds of a humming voice, as WAV."""
    written = BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(b"".join(map(_sample, range(RATE * SECONDS))))
    return written.getvalue()


def _sample(number):
    at = number / RATE
    tone = math.sin(2 * math.pi * (180 + 30 * math.sin(9 * at)) * at)
    return struct.pack("<h", int(9000 * tone * abs(math.sin(4 * at))))


#: By name: file name, function of the content, and description.
FILES = {
    "scratch": ("remorque.jpg", draw_scratch, "La remorque bleue, rayée sur le côté"),
    "voice": ("voice.wav", record_voice, ""),
}
