-- title: Made right, by language
-- answers: Whether customers say that it was made right, by the language that they were asked in.
-- reckoned: Of everybody to whom the question arrived, the last answer of each counts. Silent: no answer has come; who was asked within the last 14 days may still answer. Unclear: they wrote, and neither yes nor no.
-- chart: bars language yes_percent
SELECT
  coalesce(r.language, 'not known') AS language,
  count(*) AS asked,
  sum(CASE WHEN said = 'yes' THEN 1 ELSE 0 END) AS said_yes,
  sum(CASE WHEN said = 'no' THEN 1 ELSE 0 END) AS said_no,
  sum(CASE WHEN said = 'unclear' THEN 1 ELSE 0 END) AS said_something,
  sum(CASE WHEN said IS NULL THEN 1 ELSE 0 END) AS silent,
  100 * sum(CASE WHEN said = 'yes' THEN 1 ELSE 0 END) / nullif(sum(CASE WHEN said IN ('yes', 'no') THEN 1 ELSE 0 END), 0) AS yes_percent
FROM asked AS q
JOIN remedies AS r ON r.remedy = q.remedy
LEFT JOIN answers AS a ON a.remedy = q.remedy
GROUP BY coalesce(r.language, 'not known')
ORDER BY asked DESC, language
