# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def migrate(cr, version):
    """Priority boosts were nine fields of the company; now each is a row."""
    cr.execute(
        """
        INSERT INTO social_care_priority_boost (company_id, code, minutes)
        SELECT company.id, boost.code, boost.minutes
        FROM res_company company, LATERAL (
            VALUES
                ('soon', routing_soon_minutes),
                ('urgent', routing_urgent_minutes),
                ('danger', routing_danger_minutes),
                ('negative', routing_negative_minutes),
                ('reach', routing_reach_minutes),
                ('priority', routing_priority_minutes),
                ('sla', routing_sla_minutes),
                ('overdue', routing_overdue_minutes),
                ('window', routing_window_minutes)
        ) AS boost (code, minutes)
        WHERE boost.minutes IS NOT NULL
        ORDER BY company.id
        ON CONFLICT (company_id, code) DO NOTHING
        """
    )
