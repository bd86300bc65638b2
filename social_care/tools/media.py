# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Files that strangers send: what they are by their content, and images drawn anew.

No byte of a customer's image reaches a browser: what is shown was decoded within
bounds and encoded again, without metadata. Videos and voice messages are kept as they
came, for download only.
"""

from dataclasses import dataclass
from io import BytesIO

# Odoo loads few formats of Pillow; importing a plugin registers its own.
from PIL import Image, ImageOps, WebPImagePlugin  # noqa: F401

from .errors import Rejected

MEGABYTE = 1024 * 1024
#: Limits of one file, in bytes.
MOST_IMAGE_BYTES, MOST_FILE_BYTES = 8 * MEGABYTE, 25 * MEGABYTE
#: Number of leading bytes that tell the type of a file.
HEAD = 64
#: 25 megapixels are 100 MB of memory while they are drawn.
MOST_PIXELS = 25_000_000
#: Pixels times scans: a progressive JPEG of a few kilobytes can have thousands of
#: scans, each of which costs as much as the whole picture.
MOST_WORK = 500_000_000
LONGEST_EDGE, THUMBNAIL_EDGE = 2048, 320
QUALITY = 85
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
ANIMATED = ("PNG", "GIF", "WEBP")
#: Suffix of the file name by type.
SUFFIXES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/3gpp": "3gp",
    "video/webm": "webm",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/aac": "aac",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "audio/amr": "amr",
    "audio/flac": "flac",
}
_STARTS = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"OggS": "audio/ogg",
    b"ID3": "audio/mpeg",
    b"#!AMR": "audio/amr",
    b"fLaC": "audio/flac",
}
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav"}
# Brands of ISO media files (ISO/IEC 14496-12); HEIC and AVIF images are left out.
_BRANDS = {
    b"isom": "video/mp4",
    b"iso2": "video/mp4",
    b"iso4": "video/mp4",
    b"iso5": "video/mp4",
    b"iso6": "video/mp4",
    b"mp41": "video/mp4",
    b"mp42": "video/mp4",
    b"avc1": "video/mp4",
    b"dash": "video/mp4",
    b"M4V ": "video/mp4",
    b"qt  ": "video/quicktime",
    b"3gp4": "video/3gpp",
    b"3gp5": "video/3gpp",
    b"3gp6": "video/3gpp",
    b"M4A ": "audio/mp4",
}
_EBML = b"\x1aE\xdf\xa3"
# First two bytes of a frame: MPEG layer III, and AAC in ADTS.
_FRAMES = {
    **dict.fromkeys((b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2"), "audio/mpeg"),
    **dict.fromkeys((b"\xff\xf1", b"\xff\xf9"), "audio/aac"),
}
_OPAQUE, _CLEAR = ("JPEG", "image/jpeg"), ("WEBP", "image/webp")


class Refused(Rejected):
    """A file is not kept.

    :param reason: ``type`` (not a kind of file that is accepted), ``size`` (too large,
        or too much work to draw), ``broken`` (cannot be read) or ``gone`` (the network
        does not have it any more)
    """

    kind = "file"

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class File:
    """A file as it is kept; ``thumbnail`` and the sizes in pixels are those of images.

    ``is_animated`` tells that only the first frame was kept.
    """

    content: bytes
    mimetype: str
    thumbnail: bytes = b""
    width: int = 0
    height: int = 0
    is_animated: bool = False


def find_type(head):
    """Return the type of a file by its content, whatever it is called.

    :param head: bytes, the first ``HEAD`` of the file
    :return: MIME type, '' if it is none that is accepted
    """
    for start, mimetype in _STARTS.items():
        if head.startswith(start):
            return mimetype
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "")
    if head.startswith(_EBML):
        return "video/webm" if b"webm" in head else ""
    return _FRAMES.get(head[:2], "")


def get_kind(mimetype):
    """Return ``image``, ``video`` or ``audio``, '' for no type."""
    return mimetype.partition("/")[0]


def get_limit(mimetype):
    """Return how large a file of this type may be, in bytes."""
    return MOST_IMAGE_BYTES if get_kind(mimetype) == "image" else MOST_FILE_BYTES


def read_file(content):
    """Return a file as it may be kept: an image is drawn anew.

    :param content: bytes as they came from a stranger
    :return: ``File``
    :raise Refused: if it is not kept, with the reason
    """
    mimetype = find_type(content[:HEAD])
    if not mimetype:
        raise Refused("type")
    if len(content) > get_limit(mimetype):
        raise Refused("size")
    if get_kind(mimetype) != "image":
        return File(content, mimetype)
    try:
        return _draw(content)
    except Refused:
        raise
    except Image.DecompressionBombError:
        raise Refused("size") from None
    except Exception:
        # Decoders may raise anything for a file by a stranger.
        raise Refused("broken") from None


def _draw(content):
    with Image.open(BytesIO(content), formats=FORMATS) as image:
        _check_work(image, content)
        is_animated = image.format in ANIMATED and getattr(image, "is_animated", False)
        drawn = _flatten(image)
    small = drawn.copy()
    small.thumbnail((THUMBNAIL_EDGE, THUMBNAIL_EDGE))
    encoded, mimetype = _encode(drawn)
    return File(
        encoded, mimetype, _encode(small)[0], drawn.width, drawn.height, is_animated
    )


def _check_work(image, content):
    """Check what drawing would cost, before a pixel is decoded."""
    pixels = image.width * image.height
    # In a JPEG, this marker begins a scan and cannot be part of pixels.
    scans = content.count(b"\xff\xda") if image.format in ("JPEG", "MPO") else 1
    if pixels > MOST_PIXELS or pixels * scans > MOST_WORK:
        raise Refused("size")


def _flatten(image):
    """Return the first frame, upright, of limited size, without metadata."""
    is_clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    mode = "RGBA" if is_clear else "RGB"
    if image.mode in ("P", "PA") or is_clear:
        image = _convert(image, mode)
    image.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    image = _convert(ImageOps.exif_transpose(image), mode)
    # Encoders would write some of it again: comments, profiles.
    image.info = {}
    return image


def _convert(image, mode):
    """Convert unless it has that mode: Pillow would copy it nevertheless."""
    return image if image.mode == mode else image.convert(mode)


def _encode(image):
    """Return (content, MIME type)."""
    kind, mimetype = _CLEAR if image.mode == "RGBA" else _OPAQUE
    written = BytesIO()
    image.save(written, kind, quality=QUALITY)
    return written.getvalue(), mimetype
