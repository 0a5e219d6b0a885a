import { createHash } from 'node:crypto';
import type { RemedyKey } from '../ledger/port/ledger';

/** What leads from an answer to the mail that it answers, found by a token of it or by the mail service's id. */
export interface ReplyMark extends RemedyKey {
  /** Which mail of the remedy. */
  readonly template: string;
  /** Of the lines of that mail, by which they are known where they are quoted. */
  readonly lines: readonly string[];
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** Longer than a payment can be disputed, and than anybody remembers a mail. */
export const markDays = 400;

/** A token is of 26 letters and digits: nobody guesses it, and mail programs leave small letters as they are. */
const tokenText = /^[a-z2-7]{26}$/;

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** A token that nobody guesses, of 16 random bytes. */
export function replyToken(random: Uint8Array): string {
  let bits = 0n;
  for (const byte of random.slice(0, 16)) bits = (bits << 8n) | BigInt(byte);
  return Array.from({ length: 26 }, (_, index) => alphabet[Number((bits >> BigInt(5 * index)) & 31n)] ?? 'a').join('');
}

/** Whose answers come to a mailbox: those of customers, and those of people of the company to copies. */
export type ReplyMailbox = 'reply' | 'agent';

/** Where answers to one mail go. */
export function replyAddress(token: string, domain: string, mailbox: ReplyMailbox = 'reply'): string {
  return `${mailbox}+${token}@${domain}`;
}

/** The token in one of these addresses, of this domain. Mail programs and servers may write it in capitals. */
export function tokenIn(
  addresses: readonly string[],
  domain: string,
  mailbox: ReplyMailbox = 'reply',
): string | undefined {
  return localPartsIn(addresses, domain).find(([name, token]) => name === mailbox && tokenText.test(token))?.[1];
}

/** Whether one of these addresses is for answers to copies, with whatever token. */
export function isToAgents(addresses: readonly string[], domain: string): boolean {
  return localPartsIn(addresses, domain).some(([name]) => name === 'agent');
}

function localPartsIn(addresses: readonly string[], domain: string): (readonly [name: string, token: string])[] {
  return addresses.flatMap((address) => {
    const [local = '', host] = address.trim().toLowerCase().split('@');
    const [name = '', token = ''] = local.split('+');
    return host === domain.toLowerCase() ? [[name, token] as const] : [];
  });
}

const copyOf = 'copy-';

/** Which mail a copy is of, in the mark by which answers to the copy are known. */
export function copyTemplate(lineId: string): string {
  return `${copyOf}${lineId}`;
}

export function copiedLineIn({ template }: Pick<ReplyMark, 'template'>): string | undefined {
  return template.startsWith(copyOf) ? template.slice(copyOf.length) : undefined;
}

/**
 * Tokens and ids are kept as hashes: who reads the table can answer in nobody's name. A token of one kind is none of
 * another.
 */
export function markName(kind: 'token' | 'mail' | 'copy' | 'message', value: string): string {
  return createHash('sha256').update(`${kind}:${value}`, 'utf8').digest('hex').slice(0, 40);
}

/** The ids of mails that a header names: SES's own stands before the `@`. */
export function mailIdsIn(header: string | undefined): string[] {
  return [...(header ?? '').slice(0, 4_000).matchAll(/<?([\w.-]{10,120})@(?:[\w-]+\.)?amazonses\.com>?/g)].flatMap(
    ([, id]) => id ?? [],
  );
}
