-- title: What fails
-- answers: What failed, in whose product, and how often.
-- reckoned: Each failure that was decided on counts once, however often it was reported; what is published and refused as no valid event is not among them, nor is what people gave or customers asked for though nothing failed.
-- chart: bars failure_type failures
SELECT
  failure_type,
  coalesce(source, 'not known') AS source,
  count(*) AS failures,
  count(DISTINCT customer) AS customers,
  sum(CASE WHEN evidence = 'detected' THEN 1 ELSE 0 END) AS detected,
  sum(CASE WHEN evidence = 'reported' THEN 1 ELSE 0 END) AS reported,
  count(DISTINCT incident) AS incidents
FROM failures
GROUP BY failure_type, coalesce(source, 'not known')
ORDER BY failures DESC, failure_type, source
