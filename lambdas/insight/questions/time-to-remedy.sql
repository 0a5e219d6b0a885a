-- title: How long customers wait
-- answers: How long it took from what happened, and from its detection, until the remedy was given and until its mail arrived.
-- reckoned: Half of them waited no longer than the 50th percentile, all but one in twenty no longer than the 95th (nearest rank). Outcomes have the time of their publication, to the second; a mail has that at which the mail service delivered it.
-- chart: bars step p95_seconds
WITH apologies AS (
  SELECT remedy, min(recorded_at_ms) AS delivered_at_ms
  FROM events
  WHERE kind = 'mail' AND mail = 'apology' AND state = 'delivered'
  GROUP BY remedy
),
steps AS (
  SELECT failure_type, '1 happened to remedy' AS step, issued_at_ms - occurred_at_ms AS waited_ms FROM failures
  UNION ALL
  SELECT failure_type, '2 detected to remedy' AS step, issued_at_ms - detected_at_ms AS waited_ms FROM failures
  UNION ALL
  SELECT r.failure_type, '3 happened to mail' AS step, a.delivered_at_ms - r.occurred_at_ms AS waited_ms
  FROM failures AS r JOIN apologies AS a ON a.remedy = r.remedy
  UNION ALL
  SELECT r.failure_type, '4 detected to mail' AS step, a.delivered_at_ms - r.detected_at_ms AS waited_ms
  FROM failures AS r JOIN apologies AS a ON a.remedy = r.remedy
),
ranked AS (
  SELECT
    failure_type,
    step,
    waited_ms,
    row_number() OVER (PARTITION BY failure_type, step ORDER BY waited_ms) AS place,
    count(*) OVER (PARTITION BY failure_type, step) AS places
  FROM steps
  WHERE waited_ms IS NOT NULL
)
SELECT
  failure_type,
  step,
  count(*) AS remedies,
  min(CASE WHEN place * 100 >= places * 50 THEN waited_ms END) / 1000 AS p50_seconds,
  min(CASE WHEN place * 100 >= places * 95 THEN waited_ms END) / 1000 AS p95_seconds
FROM ranked
GROUP BY failure_type, step
ORDER BY failure_type, step
