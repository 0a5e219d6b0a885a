-- title: How fresh the figures are
-- answers: When the newest record was published, and how many there are.
-- reckoned: Records are written in batches: what happened in the last minutes is not among them.
SELECT
  max(recorded_at_ms) AS newest_at_ms,
  count(*) AS records
FROM events
