import { hasHiddenCharacters } from '../../lambdas/model/business-id';

/** What somebody typed, as it is shown: what nobody can see stands as its code, so no text looks like another one. */
export function shownText(text: string): string {
  return Array.from(text, (character) => (hasHiddenCharacters(character) ? codeOf(character) : character)).join('');
}

/** `⟨U+202E⟩` */
export function codeOf(character: string): string {
  return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}⟩`;
}
