# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

# Files of earlier mentions get records. Those of the last month are fetched, as far as
# the network still has them; of older ones the link is shown. SQL: there may be
# millions. 20 files of a mention are fetched, as in social_care_mention_media.py.
_CREATE = """
    INSERT INTO social_care_media
        (mention_id, account_id, sequence, kind, source_url, alt, attempts, state)
    SELECT DISTINCT ON (m.id, file.value->>'url')
        m.id, m.account_id, file.number - 1, file.value->>'kind',
        file.value->>'url', NULLIF(file.value->>'alt', ''), 0,
        CASE
            WHEN file.value->>'kind' = 'link' OR file.number > 20
                OR m.effective_at < now() AT TIME ZONE 'UTC' - interval '30 days'
            THEN 'link' ELSE 'pending'
        END
    FROM social_care_mention m,
        jsonb_array_elements(
            CASE WHEN jsonb_typeof(m.media) = 'array' THEN m.media ELSE '[]' END
        ) WITH ORDINALITY file(value, number)
    WHERE file.value->>'kind' IN ('image', 'video', 'audio', 'link')
        AND file.value->>'url' <> ''
        AND NOT EXISTS (SELECT FROM social_care_media WHERE mention_id = m.id)
    ORDER BY m.id, file.value->>'url', file.number
"""


def migrate(cr, version):
    cr.execute(_CREATE)
