/**
 * A share as the functions read it.
 *
 * @throws Error where it is none
 */
export function shareText(share: number): string {
  if (!(share >= 0 && share <= 1)) throw new Error(`checkedShare is from 0 to 1, and not ${share}.`);
  // Not as 1e-7.
  return String(Number(share.toFixed(6)));
}
