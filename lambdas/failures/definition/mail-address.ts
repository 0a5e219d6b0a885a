import * as z from 'zod/mini';
import { hasHiddenCharacters } from '../../model/business-id';

const longestAddress = 254;
const longestLocalPart = 64;

/** Letters and digits of any script, and the signs that stand unquoted in a mailbox's name. Dots may stand anywhere. */
const mailbox = /^[\p{L}\p{M}\p{N}\p{S}.!#$%&'*+/=?^_`{|}~-]+$/u;

/** Labels of letters and digits of any script. `xn--` is such a label too. */
const domain =
  /^(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}]$/u;

/**
 * A mail address as mail systems take it, which is more than the usual pattern allows: real ones have `&`, two dots in
 * a row, or letters of any script. It holds nothing that could end a header or begin another address: no spaces, no
 * brackets, commas, colons, quotes or characters that nobody can see.
 */
export const mailAddressSchema = z.string().check(
  z.normalize('NFC'),
  z.regex(/^[^\s@<>()[\],:;"\\]+@[^\s@<>()[\],:;"\\]+\.[^\s@<>()[\],:;"\\]+$/, {
    error: 'is not a mail address',
    abort: true,
  }),
  z.refine(isMailAddress, { error: 'is not a mail address' }),
  z.maxLength(longestAddress),
  z.describe('A mail address, also with letters outside of ASCII'),
);

function isMailAddress(address: string): boolean {
  const at = address.lastIndexOf('@');
  const [local, host] = [address.slice(0, at), address.slice(at + 1)];
  if (hasHiddenCharacters(address) || Buffer.byteLength(local) > longestLocalPart) return false;
  return mailbox.test(local) && domain.test(host);
}
