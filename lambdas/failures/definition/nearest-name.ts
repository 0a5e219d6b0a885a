/** In so many letters one may be wrong. Names of three letters, such as currencies, are too near to each other. */
const lettersPerMistake = 4;

/**
 * The known name that a misspelt one stands for, as far as anybody can tell: a letter or two apart, whatever the case.
 * Undefined where it is none of them, or one of them as it stands.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (known.includes(name)) return undefined;
  const near = known
    .map((each) => ({ each, apart: lettersApart(name.toLowerCase(), each.toLowerCase()) }))
    .filter(({ each, apart }) => apart <= Math.floor(Math.min(name.length, each.length) / lettersPerMistake));
  return near.sort((one, other) => one.apart - other.apart)[0]?.each;
}

/** What is misspelt in a value, in words: its keys, and what its texts consist of. Empty where nothing is. */
export function misspeltIn(value: unknown, known: readonly string[]): string {
  const wanted = new Map(
    wordsOf(value).flatMap((name) => {
      const near = nearestName(name, known);
      return near === undefined ? [] : [[name, near] as const];
    }),
  );
  return [...wanted].map(([name, near]) => `"${name}" is none, did you mean "${near}"?`).join(' ');
}

function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.split(/[^\w.-]+/);
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(wordsOf);
  return Object.entries(value).flatMap(([key, inner]) => [key, ...wordsOf(inner)]);
}

/** How many letters have to be changed, put in or left out to make one of the other (Levenshtein). */
function lettersApart(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, sign] of Array.from(one).entries()) {
    const next = [index + 1];
    for (const [at, wanted] of Array.from(other).entries()) {
      const changed = (row[at] ?? 0) + (sign === wanted ? 0 : 1);
      next.push(Math.min(changed, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
