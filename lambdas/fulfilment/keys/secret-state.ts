/** What a secret is worth, without saying what it is. */
export type SecretState =
  | 'fit'
  /** Somebody put it there to be replaced, and it was not. */
  | 'placeholder'
  /** It can be guessed. */
  | 'short';

/** Shorter ones can be tried out. */
const leastLength = 16;

/** What people type until they have the real one, and what commands of documents leave behind. */
const placeholders =
  /^(?:<.*>|\{.*\}|file:\/\/.*)$|change.?me|placeholder|replace|to.?do\b|your.?(?:secret|key)|dummy|example|^(?:secret|password|test)$/iu;

/** @param value as it is stored: of several lines the first one counts, which signs from now on */
export function stateOfSecret(value: string): SecretState {
  const [line = ''] = value.split('\n').map((each) => each.trim());
  if (placeholders.test(line) || /^(.)\1*$/u.test(line)) return 'placeholder';
  return line.length < leastLength ? 'short' : 'fit';
}
