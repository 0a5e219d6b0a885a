-- title: Customers hurt, and hurt again
-- answers: How many customers were let down once, twice or more often, and how many of them got anything.
-- reckoned: A customer is counted by a pseudonym; who was erased in between counts as two. Got something: a remedy of theirs was given. What was given or asked for though nothing failed hurt nobody, and is not among it.
-- chart: bars times customers
SELECT
  CASE WHEN failures >= 5 THEN '5 or more' ELSE CAST(failures AS varchar) END AS times,
  count(*) AS customers,
  sum(failures) AS failures,
  sum(CASE WHEN given > 0 THEN 1 ELSE 0 END) AS got_something,
  sum(CASE WHEN types > 1 THEN 1 ELSE 0 END) AS by_several_types
FROM (
  SELECT
    customer,
    count(*) AS failures,
    count(DISTINCT failure_type) AS types,
    sum(CASE WHEN state = 'issued' THEN 1 ELSE 0 END) AS given
  FROM failures
  WHERE customer IS NOT NULL
  GROUP BY customer
) AS hurt
GROUP BY CASE WHEN failures >= 5 THEN '5 or more' ELSE CAST(failures AS varchar) END
ORDER BY times
