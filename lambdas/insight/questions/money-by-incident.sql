-- title: Money, by incident
-- answers: What each cause behind many failures has cost so far, whom it hurt, and how long it lasted.
-- reckoned: Only failures that name an incident. From the first to the last of them, by when they happened.
-- chart: bars incident given_minor
SELECT
  incident,
  failure_type,
  currency,
  currency_exponent,
  count(*) AS failures,
  count(DISTINCT customer) AS customers,
  sum(given_minor) AS given_minor,
  sum(CASE WHEN state IN ('held', 'unknown', 'pending', 'needs-attention') THEN decided_minor ELSE 0 END) AS open_minor,
  (max(occurred_at_ms) - min(occurred_at_ms)) / 60000 AS span_minutes
FROM failures
WHERE incident IS NOT NULL AND state <> 'shadowed'
GROUP BY incident, failure_type, currency, currency_exponent
ORDER BY given_minor DESC, incident, failure_type, currency
