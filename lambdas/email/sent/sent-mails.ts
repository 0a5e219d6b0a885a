import { createHash } from 'node:crypto';
import type { RemedyKey } from '../../ledger/port/ledger';

/** Which mail is meant, of those that left. */
export interface SentMailKey extends RemedyKey {
  readonly template: string;
  /** The id that the mail service gave it. */
  readonly messageId: string;
}

/** Where mails are kept as they left, for whoever sends them: it can add one, and neither read nor remove any. */
export interface SentMailKeeper {
  /** Keeps it under that name, where nothing has it: what is there stays as it is. */
  keep(which: SentMailKey, text: string, signal: AbortSignal): Promise<void>;
}

/** The same for whoever shows them, and forgets them. */
export interface SentMails {
  /** @returns undefined where nothing is kept, or not any more */
  read(which: SentMailKey): Promise<string | undefined>;
  /** @returns how many mails of this customer there were, none of which is there any more */
  forget(customerId: string): Promise<number>;
}

/**
 * How long the keeping of one mail may take, from the look whether its customer was erased. Whoever erases waits for as
 * long before they look what is there.
 */
export const keepingMs = 2_000;

/** All mails of a customer stand below it. Their id stands in no name. */
export function folderOf(customerId: string): string {
  return `${createHash('sha256').update(customerId).digest('hex')}/`;
}

export function placeOf({ customerId, remedyId, template, messageId }: SentMailKey): string {
  return `${folderOf(customerId)}${remedyId}/${template}/${messageId.replaceAll(/[^\w-]/g, '_')}.json`;
}
