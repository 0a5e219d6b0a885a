/**
 * What errors of others repeat: a provider its key, SES an address, a partner's server the request that it was sent.
 * Logs are kept for long and read by many. Each expression ends where it cannot fail any more, so none is slow.
 */
const secrets: readonly (readonly [RegExp, string])[] = [
  [/\b(?:sk|rk|pk)_(?:live|test)_[\w*]+/g, '(key)'],
  [/\bwhsec_[\w+/=*-]+/g, '(key)'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{12,}/g, '(key)'],
  [/\b(Bearer|Basic)\s+(?!\()[^\s"',;]+/gi, '$1 (key)'],
  [/\b(Signature|X-Amz-Security-Token|X-Amz-Signature|Credential)=[^\s"',;&]+/gi, '$1=(key)'],
];

/** As many as a card or an account number has. The number of an AWS account has twelve, and stays. */
const longDigits = /(?<!\d)\d(?:[ -]?\d){12,}/g;

/** A text without keys, mail addresses and long numbers, as it may stand in a log. */
export function redacted(text: string): string {
  const withoutKeys = secrets.reduce((left, [secret, instead]) => left.replace(secret, instead), text);
  const withoutNumbers = withoutKeys.replace(longDigits, '(number)');
  // Term by term, because an address may have any letters on both sides.
  return withoutNumbers.replace(/[^\s"'<>,;()]+/g, (term) => (/[^@]@[^@]/.test(term) ? '(address)' : term));
}
