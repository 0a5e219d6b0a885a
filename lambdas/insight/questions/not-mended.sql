-- title: Paid for, and not mended
-- answers: What each incident that nobody has mended has cost so far, whom it hurt, and since when it goes on.
-- reckoned: Only failures that name an incident. It counts as mended once the system whose failures it caused has published IncidentFixed in the period, unless it happened again after the time that this names; then that time is told.
-- chart: bars incident given_minor
SELECT
  r.incident,
  r.failure_type,
  r.source,
  r.currency,
  r.currency_exponent,
  count(*) AS failures,
  count(DISTINCT r.customer) AS customers,
  sum(r.given_minor) AS given_minor,
  min(r.occurred_at_ms) AS first_at_ms,
  max(r.occurred_at_ms) AS last_at_ms,
  max(f.fixed_at_ms) AS said_mended_at_ms
FROM failures AS r
LEFT JOIN (
  SELECT incident, source, max(occurred_at_ms) AS fixed_at_ms
  FROM events
  WHERE kind = 'fix'
  GROUP BY incident, source
) AS f
  ON f.incident = r.incident AND f.source = r.source
WHERE r.incident IS NOT NULL AND r.state <> 'shadowed'
GROUP BY r.incident, r.failure_type, r.source, r.currency, r.currency_exponent
HAVING max(f.fixed_at_ms) IS NULL OR max(r.occurred_at_ms) > max(f.fixed_at_ms)
ORDER BY given_minor DESC, r.incident, r.failure_type, r.currency
