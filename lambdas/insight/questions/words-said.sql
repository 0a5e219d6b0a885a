-- title: What customers speak of
-- answers: What customers write most often who are asked whether it was made right.
-- reckoned: Of each remedy the last answer counts, and each term once. Terms are of a closed list that is read in the language of the customer; no word that somebody wrote is kept.
-- chart: bars term answers
WITH known AS (
  SELECT term
  FROM (VALUES
    ('money'),
    ('not-there'),
    ('late'),
    ('too-little'),
    ('again'),
    ('broken'),
    ('wrong'),
    ('nobody-answers'),
    ('unkind'),
    ('delivery'),
    ('leaving'),
    ('thankful')
  ) AS every_term (term)
)
SELECT
  k.term,
  count(*) AS answers,
  sum(CASE WHEN a.said = 'yes' THEN 1 ELSE 0 END) AS said_yes,
  sum(CASE WHEN a.said = 'no' THEN 1 ELSE 0 END) AS said_no,
  count(DISTINCT r.failure_type) AS failure_types
FROM answers AS a
JOIN remedies AS r ON r.remedy = a.remedy
JOIN known AS k ON concat('+', a.spoken, '+') LIKE concat('%+', k.term, '+%')
GROUP BY k.term
ORDER BY answers DESC, k.term
