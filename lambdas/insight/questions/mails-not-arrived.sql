-- title: Mails that did not arrive
-- answers: Which mails went wrong, why, and whether they arrived after all.
-- reckoned: The last news of each mail of each remedy. A mail of which nothing was heard is in neither number.
-- chart: bars mail went_wrong
WITH last_news AS (
  SELECT *
  FROM (
    SELECT
      e.remedy,
      e.mail,
      e.state,
      e.mail_trouble,
      row_number() OVER (PARTITION BY e.remedy, e.mail ORDER BY e.recorded_at_ms DESC, e.version DESC) AS newness
    FROM events AS e
    WHERE e.kind = 'mail'
  ) AS news
  WHERE newness = 1
)
SELECT
  l.mail,
  coalesce(r.failure_type, 'not known') AS failure_type,
  count(*) AS mails,
  sum(CASE WHEN l.state = 'delivered' THEN 1 ELSE 0 END) AS delivered,
  sum(CASE WHEN l.state <> 'delivered' THEN 1 ELSE 0 END) AS went_wrong,
  sum(CASE WHEN l.state = 'bounced' THEN 1 ELSE 0 END) AS bounced,
  sum(CASE WHEN l.state = 'complained' THEN 1 ELSE 0 END) AS complained,
  sum(CASE WHEN l.state = 'suppressed' THEN 1 ELSE 0 END) AS suppressed,
  sum(CASE WHEN l.state = 'unknown' THEN 1 ELSE 0 END) AS in_doubt
FROM last_news AS l
LEFT JOIN remedies AS r ON r.remedy = l.remedy
GROUP BY l.mail, coalesce(r.failure_type, 'not known')
ORDER BY went_wrong DESC, mail, failure_type
