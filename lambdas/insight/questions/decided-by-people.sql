-- title: Held, and decided by people
-- answers: How much waited for a person, how it ended, and how long it took them.
-- reckoned: A remedy counts once, from when it was first held until the first news of it after it was last held. What waits for something else than a person, such as a return, is not among it. Who decided is in the audit trail; whether a checker would have decided otherwise is recorded nowhere yet.
-- chart: bars failure_type held
WITH held AS (
  SELECT
    r.failure_type,
    r.state,
    r.remedy,
    r.held_at_ms,
    min(e.recorded_at_ms) AS ended_at_ms
  FROM remedies AS r
  LEFT JOIN events AS e
    ON e.remedy = r.remedy AND e.kind = 'outcome' AND e.state <> 'held' AND e.recorded_at_ms >= r.last_held_at_ms
  WHERE r.held_at_ms IS NOT NULL AND r.awaits IS NULL
  GROUP BY r.failure_type, r.state, r.remedy, r.held_at_ms
),
ranked AS (
  SELECT
    failure_type,
    state,
    ended_at_ms - held_at_ms AS waited_ms,
    row_number() OVER (PARTITION BY failure_type ORDER BY ended_at_ms - held_at_ms NULLS LAST) AS place,
    count(ended_at_ms) OVER (PARTITION BY failure_type) AS places
  FROM held
)
SELECT
  failure_type,
  count(*) AS held,
  sum(CASE WHEN state = 'held' THEN 1 ELSE 0 END) AS still_waiting,
  sum(CASE WHEN state = 'issued' THEN 1 ELSE 0 END) AS given,
  sum(CASE WHEN state = 'rejected' THEN 1 ELSE 0 END) AS rejected,
  sum(CASE WHEN state NOT IN ('held', 'issued', 'rejected') THEN 1 ELSE 0 END) AS other,
  min(CASE WHEN place <= places AND place * 100 >= places * 50 THEN waited_ms END) / 60000 AS p50_minutes,
  min(CASE WHEN place <= places AND place * 100 >= places * 95 THEN waited_ms END) / 60000 AS p95_minutes
FROM ranked
GROUP BY failure_type
ORDER BY held DESC, failure_type
