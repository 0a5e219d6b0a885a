-- title: Money, by what failed
-- answers: What was given, by what it was, for each failure type, product and currency.
-- reckoned: What the provider or the partner says was given, as it stands last; a refund that failed afterwards is in it no more. Replacements and entitlements count by what the customer had paid for them. What people gave though nothing failed is money too, and stands under its own name.
-- chart: bars failure_type given_minor
SELECT
  failure_type,
  coalesce(source, 'not known') AS source,
  currency,
  currency_exponent,
  count(*) AS remedies,
  sum(given_minor) AS given_minor,
  sum(refunded_minor) AS refunded_minor,
  sum(credited_minor) AS credited_minor,
  sum(replaced_minor) AS replaced_minor,
  sum(granted_minor) AS granted_minor,
  sum(cancelled_minor) AS cancelled_minor
FROM remedies
WHERE state <> 'shadowed' AND given_minor > 0
GROUP BY failure_type, coalesce(source, 'not known'), currency, currency_exponent
ORDER BY currency, given_minor DESC, failure_type, source
