import type { Keeping } from '../../lambdas/flow/keep/keep-sent';
import {
  folderOf,
  placeOf,
  type SentMailKeeper,
  type SentMailKey,
  type SentMails,
} from '../../lambdas/email/sent/sent-mails';

/** The bucket of mails as they left, in memory: nothing is written over. */
export class MemorySentMails implements SentMailKeeper, SentMails {
  readonly kept = new Map<string, string>();
  /** What becomes of the next mail, in place of being kept. */
  instead: ((signal: AbortSignal) => Promise<void>) | undefined;

  async keep(which: SentMailKey, text: string, signal: AbortSignal): Promise<void> {
    const { instead } = this;
    this.instead = undefined;
    if (instead) return instead(signal);
    signal.throwIfAborted();
    const place = placeOf(which);
    if (!this.kept.has(place)) this.kept.set(place, text);
  }

  async read(which: SentMailKey): Promise<string | undefined> {
    return this.kept.get(placeOf(which));
  }

  async forget(customerId: string): Promise<number> {
    const places = [...this.kept.keys()].filter((place) => place.startsWith(folderOf(customerId)));
    for (const place of places) this.kept.delete(place);
    return places.length;
  }
}

/** @param signal what ends the time of one mail. @default - nothing does */
export function keepingIn(mails: MemorySentMails, signal = new AbortController().signal): Keeping {
  let salts = 0;
  return { mails, deadline: () => signal, newSalt: () => `salt-${++salts}` };
}
