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

/**
 * @param value as it is stored: of several lines the first one counts, which signs from now on. JSON with several
 * values is as good as the longest of them, because ids and names stand beside the secret ones
 */
export function stateOfSecret(value: string): SecretState {
  const states = valuesIn(value).map(stateOfOne);
  if (states.length === 0 || states.includes('placeholder')) return 'placeholder';
  return states.includes('fit') ? 'fit' : 'short';
}

function stateOfOne(value: string): SecretState {
  if (placeholders.test(value) || /^(.)\1*$/u.test(value)) return 'placeholder';
  return value.length < leastLength ? 'short' : 'fit';
}

function valuesIn(value: string): readonly string[] {
  const [line = ''] = value.split('\n').map((each) => each.trim());
  if (!line.startsWith('{')) return [line];
  try {
    const parsed: unknown = JSON.parse(value);
    return Object.values(parsed ?? {}).flatMap((each: unknown) => (typeof each === 'string' ? [each.trim()] : []));
  } catch {
    return [line];
  }
}
