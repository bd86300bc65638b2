# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Two hundred files that an attacker could send, and honest ones to compare."""

import random
import struct
import zlib
from io import BytesIO

from PIL import Image, PngImagePlugin

SCRIPT = b"<script>alert(document.domain)</script>"
PAGES = (
    b"<!DOCTYPE html><html>%s</html>" % SCRIPT,
    b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'>%s</svg>" % SCRIPT,
    b"\xef\xbb\xbf<svg xmlns='http://www.w3.org/2000/svg'>%s</svg>" % SCRIPT,
    b"<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg>&a;</svg>",
    "<svg xmlns='http://www.w3.org/2000/svg'/>".encode("utf-16"),
    b"\x1f\x8b\x08\x00" + b"\x00" * 100,
    b"<html xmlns='http://www.w3.org/1999/xhtml'>%s</html>" % SCRIPT,
    b"#!/bin/sh\nrm -rf /\n" + b"#" * 80,
    b"%PDF-1.7\n/JS (app.alert(1))" + b" " * 80,
    b"PK\x03\x04" + b"\x00" * 100,
    b"MZ" + b"\x90" * 200,
    b"\x7fELF" + b"\x00" * 200,
    b"BM" + b"\x00" * 200,
    b"II*\x00" + b"\x00" * 200,
    b"MM\x00*" + b"\x00" * 200,
    b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) (r) file\n" + b" " * 80,
    b"\x00\x00\x01\x00\x01\x00" + b"\xff" * 200,
    b"\x00\x00\x00\x20ftypheic" + b"\x00" * 100,
    b"\x00\x00\x00\x20ftypavif" + b"\x00" * 100,
    b"RIFF\x00\x00\x00\x00AVI " + b"\x00" * 100,
    b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n" + b"#" * 80,
    b"FLV\x01" + b"\x00" * 100,
    b"GIF88a" + b"\x00" * 100,
    b"\x89PNG\n\n\x1a\n" + b"\x00" * 100,
    b"\xff\xd8\x00" + b"\x00" * 100,
    b"[InternetShortcut]\nURL=javascript:alert(1)\n" + b" " * 80,
    b"{" * 1000,
    b"",
    b"\x00",
)


def make_image(kind="PNG", size=(40, 30), mode="RGB", **options):
    """Return an honest picture."""
    written = BytesIO()
    Image.new(mode, size, 1 if mode == "P" else "red").save(written, kind, **options)
    return written.getvalue()


def make_sound():
    """Return half a second of silence, as WAV."""
    data = bytes(4000)
    head = struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8)
    told = struct.pack("<I", len(data))
    size = struct.pack("<I", 36 + len(data))
    return b"RIFF" + size + b"WAVEfmt " + head + b"data" + told + data


def make_video():
    """Return the first box of an MP4, which is all that anybody reads of it."""
    return b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + bytes(200)


def make_files():
    """Return {name: (content, reason)}; the reason is why ``read_file`` refuses the
    file, None where it draws it anew or keeps it as a download.
    """
    files = {f"page {n}": (page, "type") for n, page in enumerate(PAGES)}
    files |= _make_bombs() | _make_polyglots() | _make_torn() | _make_downloads()
    return files


# -- bombs -----------------------------------------------------------------------


def _chunk(name, data):
    crc = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc)


def _png(width, height, depth=8, color=2, pixels=b"", *more):
    head = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0)
    chunks = [_chunk(b"IHDR", head), *more]
    chunks += [_chunk(b"IDAT", zlib.compress(pixels)), _chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _gif(width, height):
    small = bytearray(make_image("GIF", (2, 2), "P"))
    small[6:10] = struct.pack("<HH", width, height)
    return bytes(small)


def _jpeg(width, height, content=None):
    """A JPEG whose header tells another size than its pixels have."""
    content = bytearray(content or make_image("JPEG", (8, 8)))
    at = content.index(b"\xff\xc0")
    content[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(content)


def _webp(width, height):
    size = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\x00" * 4 + size
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _make_bombs():
    sizes = [(n, n) for n in (5001, 6000, 8000, 12000, 16000)]
    sizes += [(60000, 500), (500, 60000), (65000, 400), (400, 65000), (30000, 1000)]
    files = {}
    for width, height in sizes:
        name = f"{width}x{height}"
        files[f"png {name}"] = _png(width, height), "size"
        files[f"gif {name}"] = _gif(width, height), "size"
        files[f"jpeg {name}"] = _jpeg(width, height), "size"
    files["png of a terapixel"] = _png(2**31 - 1, 2**31 - 1), "size"
    files["png of no pixel"] = _png(0, 0), "broken"
    files["webp 16383x16383"] = _webp(16383, 16383), "size"
    zeros = bytes(30_000_000)
    files["png that unpacks more"] = _png(4, 4, 8, 2, zeros), None
    text = _chunk(b"zTXt", b"a\x00\x00" + zlib.compress(zeros))
    files["png with a bomb of text"] = _png(4, 4, 8, 2, bytes(52), text), "any"
    profile = _chunk(b"iCCP", b"a\x00\x00" + zlib.compress(zeros))
    files["png with a bomb of a profile"] = _png(4, 4, 8, 2, bytes(52), profile), "any"
    files["jpeg of many scans"] = _make_scans(4000), "size"
    files["large image"] = make_image("PNG") + bytes(9 * 2**20), "size"
    return files


def _make_scans(count):
    """A progressive JPEG whose last scan is there again and again."""
    content = make_image("JPEG", (600, 600), progressive=True)
    at = content.rindex(b"\xff\xda")
    return content[:at] + content[at:-2] * count + content[-2:]


# -- polyglots -------------------------------------------------------------------


def _make_polyglots():
    """Pictures that are pages, too: drawn anew they are pictures only."""
    files = {}
    for kind in ("PNG", "JPEG", "GIF", "WEBP"):
        honest = make_image(kind, mode="P" if kind == "GIF" else "RGB")
        for number, page in enumerate(PAGES[:8]):
            files[f"{kind} and page {number}"] = honest + page, None
    files |= {f"metadata {n}": (c, None) for n, c in enumerate(_make_metadata())}
    return files


def _make_metadata():
    for page in PAGES[:5]:
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", page.decode("latin-1"))
        yield make_image("PNG", pnginfo=info)
        yield make_image("JPEG", comment=page)
        yield make_image("GIF", mode="P", comment=page)
        yield make_image("WEBP", xmp=page)
        exif = Image.Exif()
        exif[0x010E] = page.decode("latin-1")
        exif[0x8825] = {1: "N", 2: (52.0, 13.0, 4.0)}
        yield make_image("JPEG", exif=exif)


# -- broken ones -----------------------------------------------------------------


def _make_torn():
    """Pictures of which a part is missing or wrong."""
    files, chance = {}, random.Random(14)
    for kind in ("PNG", "JPEG", "GIF", "WEBP"):
        honest = make_image(kind, (64, 64), mode="P" if kind == "GIF" else "RGB")
        for part in (20, 40, 60):
            torn = honest[: max(len(honest) * part // 100, 12)]
            files[f"{kind} torn at {part} %"] = torn, "any"
        for number in range(12):
            wrong = bytearray(honest)
            for _byte in range(6):
                wrong[chance.randrange(12, len(wrong))] = chance.randrange(256)
            files[f"{kind} wrong {number}"] = bytes(wrong), "any"
    return files


def _make_downloads():
    """Videos and sounds with a page inside: kept, never shown."""
    starts = [make_video(), make_sound(), b"OggS", b"ID3", b"#!AMR\n", b"fLaC"]
    starts += [b"\xff\xfb\x90", b"\xff\xf1\x50", b"\x1aE\xdf\xa3\x42\x82\x84webm"]
    starts += [b"\x00\x00\x00\x18ftypqt  ", b"\x00\x00\x00\x18ftypM4A "]
    files = {
        f"download {n}.{m}": (start + page, None)
        for n, start in enumerate(starts)
        for m, page in enumerate(PAGES[:4])
    }
    files["large video"] = make_video() + bytes(26 * 2**20), "size"
    return files
