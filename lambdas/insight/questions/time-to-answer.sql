-- title: How long customers wait for a person
-- answers: How long customers who wrote waited for an answer, by who looks after them.
-- reckoned: In minutes of the owner's hours, each answer by itself. Half of them waited no longer than the 50th percentile, all but one in twenty no longer than the 95th (nearest rank). Still open: written, and neither answered nor closed since. Letters of whoever has bought nothing are not among them.
-- chart: bars owner p95_minutes
WITH talks AS (
  SELECT
    e.remedy,
    e.state,
    e.version,
    coalesce(e.owner, 'not told') AS owner,
    e.waited_minutes,
    row_number() OVER (PARTITION BY e.remedy ORDER BY e.version DESC) AS newness
  FROM events AS e
  JOIN remedies AS r ON r.remedy = e.remedy
  WHERE e.kind = 'conversation'
),
ranked AS (
  SELECT
    owner,
    waited_minutes,
    row_number() OVER (PARTITION BY owner ORDER BY waited_minutes) AS place,
    count(*) OVER (PARTITION BY owner) AS places
  FROM talks
  WHERE state = 'answered' AND waited_minutes IS NOT NULL
),
answered AS (
  SELECT
    owner,
    count(*) AS answers,
    min(CASE WHEN place * 100 >= places * 50 THEN waited_minutes END) AS p50_minutes,
    min(CASE WHEN place * 100 >= places * 95 THEN waited_minutes END) AS p95_minutes
  FROM ranked
  GROUP BY owner
),
looked_after AS (
  SELECT
    owner,
    sum(CASE WHEN newness = 1 AND state IN ('opened', 'taken', 'handed-over') THEN 1 ELSE 0 END) AS still_open
  FROM talks
  GROUP BY owner
)
SELECT
  l.owner,
  coalesce(a.answers, 0) AS answers,
  a.p50_minutes,
  a.p95_minutes,
  l.still_open
FROM looked_after AS l
LEFT JOIN answered AS a ON a.owner = l.owner
ORDER BY l.owner
