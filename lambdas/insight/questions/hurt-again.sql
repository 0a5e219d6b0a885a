-- title: Hurt again after they were asked
-- answers: How many customers were let down once more after they were asked whether it was made right, by what they had said.
-- reckoned: Each question that arrived counts, with the last answer to it; silent where none has come. Hurt again: a failure of the same customer was detected later. A customer is known by a pseudonym: who was erased in between is not known again.
-- chart: bars answer hurt_again_percent
WITH latest AS (
  SELECT customer, max(detected_at_ms) AS last_detected_at_ms
  FROM every_failure
  WHERE customer IS NOT NULL
  GROUP BY customer
)
SELECT
  coalesce(a.said, 'silent') AS answer,
  count(*) AS asked,
  sum(CASE WHEN l.last_detected_at_ms > q.asked_at_ms THEN 1 ELSE 0 END) AS hurt_again,
  100 * sum(CASE WHEN l.last_detected_at_ms > q.asked_at_ms THEN 1 ELSE 0 END) / count(*) AS hurt_again_percent
FROM asked AS q
JOIN remedies AS r ON r.remedy = q.remedy
JOIN latest AS l ON l.customer = r.customer
LEFT JOIN answers AS a ON a.remedy = q.remedy
GROUP BY coalesce(a.said, 'silent')
ORDER BY asked DESC, answer
