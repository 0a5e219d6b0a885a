-- title: Failures, week by week
-- answers: Whether something fails more often than it did.
-- reckoned: A failure counts in the week, from Monday on, in which it was decided on; the first and the last week may be cut by the period.
-- chart: lines week failures failure_type
SELECT
  CAST(CAST(date_trunc('week', CAST(day AS date)) AS date) AS varchar) AS week,
  failure_type,
  count(*) AS failures,
  count(DISTINCT customer) AS customers
FROM (
  SELECT remedy, failure_type, customer, min(day) AS day
  FROM events
  WHERE kind = 'outcome' AND remedy IN (SELECT remedy FROM failures)
  GROUP BY remedy, failure_type, customer
) AS decided
GROUP BY CAST(CAST(date_trunc('week', CAST(day AS date)) AS date) AS varchar), failure_type
ORDER BY week, failure_type
