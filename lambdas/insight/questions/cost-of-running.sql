-- title: Cost of running
-- answers: What the remedies of each day cost at AWS, about, beside what the deployment costs while nothing happens.
-- reckoned: 17 millionths of a US dollar for each remedy that was decided on, also where nothing failed, and 100 for each mail whose end is known: what the doctor reckons for a million of them at list prices of November 2026 (npx amends doctor). The provider's fees are not in it, nor what a storm adds in retries.
-- chart: bars day usd_millionths
SELECT
  day,
  sum(CASE WHEN kind = 'outcome' AND first_news = 1 THEN 1 ELSE 0 END) AS decided,
  sum(CASE WHEN kind = 'mail' AND first_news = 1 THEN 1 ELSE 0 END) AS mails,
  sum(CASE WHEN first_news = 1 THEN CASE WHEN kind = 'outcome' THEN 17 ELSE 100 END ELSE 0 END) AS usd_millionths
FROM (
  SELECT
    day,
    kind,
    row_number() OVER (PARTITION BY kind, remedy, mail ORDER BY recorded_at_ms, version) AS first_news
  FROM events
  WHERE kind IN ('outcome', 'mail')
) AS news
GROUP BY day
ORDER BY day
