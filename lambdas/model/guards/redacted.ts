/**
 * What others repeat in what they say: a provider its key, SES an address, a partner's server the request that it was
 * sent. Logs are kept for long and read by many, and the ledger for ever. Each expression ends where it cannot fail any
 * more, so none is slow.
 */
const secrets: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]+-----(?:[^-]|-(?!----END))*(?:-----END [A-Z ]+-----)?/g, '(key)'],
  [/\b(?:sk|rk|pk|ek)_(?:live|test|org)_[\w*]+/g, '(key)'],
  [/\b((?:pi|seti|cs|pm|src)_[A-Za-z0-9]+)_secret_\w+/g, '$1 (key)'],
  [/\bwhsec_[\w+/=*-]+/g, '(key)'],
  [/\b(?:gh[oprsu]_|xox[abprs]-)[\w-]+/g, '(key)'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{12,}/g, '(key)'],
  // A JSON web token, with its signature or without.
  [/\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, '(key)'],
  [/\b(Bearer|Basic|Digest|Token)\s+(?!\()[^\s"',;]{8,}/gi, '$1 (key)'],
  // A header by its name, as text or as JSON.
  [
    /\b((?:proxy-)?authorization|x-api-key|api-key|x-auth-token|x-amz-security-token|(?:set-)?cookie|stripe-signature|amends-signature)(["']?\s{0,3}[:=]\s{0,3}["']?)(?:(?:Bearer|Basic|Digest|Token|AWS4-HMAC-SHA256)\s+)?(?!\(key)[^\s"';}]+/gi,
    '$1$2(key)',
  ],
  // A parameter, a variable or a member whose name ends with what it is: client_secret=…, "password":"…".
  [
    /(pass(?:word|wd|phrase)|secret|token|api[_-]?key|private[_-]?key|secret[_-]?access[_-]?key|session[_-]?key)(["']?\s{0,3}=\s{0,3}["']?|["']\s{0,3}:\s{0,3}["'])(?!\(key)[^\s"',;&}]+/gi,
    '$1$2(key)',
  ],
  // What signs an address, or gives access to what it leads to.
  [/\b(Signature|Credential|Policy|Key-Pair-Id|sig|X-(?:Amz|Goog)-[A-Za-z-]+)=(?!\(key)[^\s"',;&]+/gi, '$1=(key)'],
];

/** What may be a secret without a name: letters, digits and the signs of base64, with its end. */
const terms = /[\w+/-]+={0,2}/g;

/** As long as a session token of AWS at least. Nothing that people read is so long without a blank or a dot. */
const longestTerm = 120;

/**
 * As many as a card or an account number has, alone or in groups, or with the letters of an IBAN. The number of an AWS
 * account has twelve, and stays, as an id of parts does.
 */
const longNumbers: readonly RegExp[] = [
  /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g,
  /(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])/g,
  /(?<![\w-])\d{20,}(?![\w-])/g,
];

/** A phone number with its country, with an area in brackets, or with the nought that only phone numbers begin with. */
const phones: readonly RegExp[] = [
  /(?<![\w+])\+[1-9](?:[ ().-]{0,2}\d){6,14}(?!\d)/g,
  /\(0?\d{2,5}\)[ -]?\d{3,4}[ -]?\d{3,4}(?!\d)/g,
  /(?<![\w.:-])0\d{1,4}[ -]\d{3,4}[ -]?\d{3,4}(?![\d:-])/g,
  /(?<![\w.:-])0\d{9,10}(?![\w.:-])/g,
];

/** A text without keys, mail addresses, phone numbers and long numbers, as it may stand in a log and in the ledger. */
export function redacted(text: string): string {
  const withoutKeys = secrets.reduce((left, [secret, instead]) => left.replace(secret, instead), text);
  const withoutTokens = withoutKeys.replace(terms, (term) => (isToken(term) ? '(key)' : term));
  const withoutNumbers = longNumbers.reduce((left, number) => left.replace(number, '(number)'), withoutTokens);
  const withoutPhones = phones.reduce((left, phone) => left.replace(phone, '(phone)'), withoutNumbers);
  // Term by term, because an address may have any letters on both sides.
  return withoutPhones.replace(/[^\s"'<>,;()]+/g, (term) => (/[^@]@[^@]/.test(term) ? '(address)' : term));
}

/** A secret access key of AWS has forty signs. A hash may have as many, and no capitals. */
function isToken(term: string): boolean {
  if (term.length >= longestTerm) return true;
  return /^[A-Za-z0-9/+]{40}$/.test(term) && /[a-z]/.test(term) && /[A-Z]/.test(term) && /\d/.test(term);
}
