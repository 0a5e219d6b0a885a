import { createHash } from 'node:crypto';

/** What identifies one failure, however often it is noticed and by which detector. */
export interface FailureIdentity {
  readonly customerId: string;
  /** The failure type, as in the event's detail-type. */
  readonly type: string;
  /** What failed, in business ids: the rental, the pass, the parcel line. */
  readonly subject: string;
  /** Which failure of the subject it is, where it can fail more than once. Coarse enough for two detectors to agree. */
  readonly occurrence: string;
}

/**
 * The id of the one remedy a failure can earn. JSON of an array keeps the fields apart, so that different fields never
 * give the same text. 128 bits of SHA-256: among 10^12 remedies the probability of a collision is below 10^-14.
 */
export function remedyIdOf({ customerId, type, subject, occurrence }: FailureIdentity): string {
  return idOf([customerId, type, subject, occurrence]);
}

/** The id of the remedy that holds what the payment does not cover of the same failure. */
export function uncoveredIdOf({ customerId, type, subject, occurrence }: FailureIdentity): string {
  return idOf([customerId, type, subject, occurrence, 'uncovered']);
}

function idOf(fields: readonly string[]): string {
  const identity = JSON.stringify(fields.map((field) => field.normalize('NFC')));
  return `rem_${createHash('sha256').update(identity, 'utf8').digest('hex').slice(0, 32)}`;
}

/** The payment provider's idempotency key of one part. It depends on nothing that could differ in a second attempt. */
export function partKey(remedyId: string, partNumber: number): string {
  return `${remedyId}_${partNumber}`;
}

/**
 * What is said on the phone and written down without a mistake: no letter that is taken for another or for a digit (0
 * and O, 1, I and L, 2 and Z, 5 and S, 8 and B, U and V), and no vowel, so that no word comes of it.
 */
const alphabet = '2346789CDFGHJKMNPQRTVWX';

const length = 8;

/** So many hexadecimal digits of a remedy's id are in its reference: 36 bits, and 23^8 is a little more than that. */
const digits = 9;

const madeHere = /^rem_[0-9a-f]{32}$/;

/**
 * The reference of a remedy that a customer can say: `R7K4-M2QX`. It is the beginning of the remedy's id, so nothing is
 * stored for it, and whoever knows the customer finds the remedy by it in one request.
 *
 * It has 36 bits. Of a million remedies of a company a given one shares its reference with another with a probability
 * of 1 in 69,000, and of a hundred remedies of one customer with less than 1 in 600 million. A look-up names all that
 * it finds.
 */
export function referenceOf(remedyId: string): string {
  let rest = parseInt(digitsOf(remedyId).slice(0, digits), 16);
  let text = '';
  for (let place = 0; place < length; place++) {
    text = (alphabet[rest % alphabet.length] ?? '') + text;
    rest = Math.floor(rest / alphabet.length);
  }
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

/**
 * How the ids of all remedies with a reference begin, however it was written down: in small letters, with other blanks
 * or none.
 *
 * @returns undefined where it is no reference
 */
export function remedyIdsBegin(reference: string): string | undefined {
  const text = reference.toUpperCase().replace(/[\s\p{Pd}]/gu, '');
  const values = Array.from(text, (character) => alphabet.indexOf(character));
  if (values.length !== length || values.includes(-1)) return undefined;
  const number = values.reduce((sum, value) => sum * alphabet.length + value, 0);
  return number < 16 ** digits ? `rem_${number.toString(16).padStart(digits, '0')}` : undefined;
}

/** An id that is none of ours has a reference all the same, so that no mail lacks one. */
function digitsOf(remedyId: string): string {
  if (madeHere.test(remedyId)) return remedyId.slice('rem_'.length);
  return createHash('sha256').update(remedyId, 'utf8').digest('hex');
}
