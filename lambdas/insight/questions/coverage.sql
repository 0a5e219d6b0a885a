-- title: Who got anything
-- answers: Of the customers that were hurt, how many got something, wait, or got nothing.
-- reckoned: A customer counts for a failure type once: as having got something if any remedy of it was given, as waiting if one is still open, and else as having got nothing. In shadow mode everybody gets nothing.
-- chart: bars failure_type covered_percent
SELECT
  failure_type,
  count(*) AS customers,
  sum(given) AS got_something,
  sum(CASE WHEN given = 0 AND open_remedies = 1 THEN 1 ELSE 0 END) AS waiting,
  sum(CASE WHEN given = 0 AND open_remedies = 0 THEN 1 ELSE 0 END) AS got_nothing,
  100 * sum(given) / count(*) AS covered_percent
FROM (
  SELECT
    failure_type,
    coalesce(customer, remedy) AS hurt,
    max(CASE WHEN state = 'issued' THEN 1 ELSE 0 END) AS given,
    max(CASE WHEN state IN ('held', 'pending', 'unknown', 'needs-attention', 'declined') THEN 1 ELSE 0 END) AS open_remedies
  FROM failures
  GROUP BY failure_type, coalesce(customer, remedy)
) AS covered
GROUP BY failure_type
ORDER BY customers DESC, failure_type
