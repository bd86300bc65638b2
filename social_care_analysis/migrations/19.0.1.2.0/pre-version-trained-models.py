# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import io
import json
from base64 import b64decode, b64encode

import numpy as np
from openupgradelib import openupgrade

# What the rules of each kind were worth in the mixture with a model, in corrections.
_RULES = {"sentiment": 60, "urgency": 60, "topic": 30, "relevance": 50}


@openupgrade.migrate()
def migrate(env, version):
    """Give trained models of version 1 the mixture with the rules that was computed.

    After the table has its new name (``pre-rename-models``), before a model is loaded.
    """
    env.cr.execute("SELECT id, kind, data FROM social_care_trained_model")
    for id_, kind, data in env.cr.fetchall():
        converted = _convert(b64decode(bytes(data or b"")), _RULES.get(kind, 50))
        if converted:
            env.cr.execute(
                "UPDATE social_care_trained_model SET data = %s WHERE id = %s",
                (b64encode(converted), id_),
            )


def _convert(data, rules):
    """Return a model in version 2; None for bytes that are none of version 1."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as found:
            arrays = dict(found)
            about = json.loads(arrays["about"].tobytes())
    except (EOFError, OSError, ValueError, LookupError):
        # Not usable before, either.
        return None
    if about["version"] != 1:
        return None
    share = about["rows"] / (about["rows"] + rules)
    about |= {"version": 2, "blend": {"share": share, "temperature": 1.0}}
    arrays["about"] = np.frombuffer(json.dumps(about).encode(), np.uint8)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()
