/** How a text goes over the air, and in how many messages, each of which is paid for. */
export interface Segments {
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly count: number;
}

/** The basic characters of GSM 03.38, each of seven bits. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿' +
    'abcdefghijklmnopqrstuvwxyzäöñüà',
);

/** Those behind an escape, which take the room of two. */
const extended = new Set('\f^{}\\[~]|€');

/** What one message takes alone, and what each takes where several belong together. */
const room = { 'GSM-7': { alone: 160, each: 153 }, 'UCS-2': { alone: 70, each: 67 } } as const;

/**
 * Counts as phones and carriers do: one character outside of GSM 03.38, and all of it takes two bytes each. A pair of
 * two halves, and an escape with its character, are never torn apart.
 */
export function segmentsOf(text: string): Segments {
  const characters = Array.from(text);
  const isPlain = characters.every((character) => basic.has(character) || extended.has(character));
  const encoding = isPlain ? 'GSM-7' : 'UCS-2';
  const sizes = characters.map((character) => (isPlain ? (extended.has(character) ? 2 : 1) : character.length));
  const { alone, each } = room[encoding];
  if (sizes.reduce((sum, size) => sum + size, 0) <= alone) return { encoding, count: 1 };
  let [count, used] = [1, 0];
  for (const size of sizes) {
    const fits = used + size <= each;
    if (!fits) count++;
    used = fits ? used + size : size;
  }
  return { encoding, count };
}

const plainer: readonly (readonly [RegExp, string])[] = [
  [/[‘’‚′]/gu, "'"],
  [/[“”„″]/gu, '"'],
  [/[‐‑–—−]/gu, '-'],
  [/…/gu, '...'],
  [/[\u00A0\u2000-\u200A\u202F\u205F]/gu, ' '],
];

/** The same words with the signs that SMS has, so that a typographic quotation mark does not cost a second message. */
export function plainSigns(text: string): string {
  return plainer.reduce((left, [signs, sign]) => left.replace(signs, sign), text);
}
