import type { OutcomeState } from '../../outcomes/outcome';

/** What a remedy just came to. Operators read these names in the logs, so they change as seldom as a contract. */
export type RemedyStep =
  | 'committed'
  | 'taken-over'
  | 'fulfilled'
  | 'recorded'
  | 'published'
  | 'duplicate'
  | 'limit-reached'
  | OutcomeState
  | 'hold-escalated'
  | 'hold-overdue'
  | 'hold-approved'
  | 'hold-extended'
  | 'wait-announced'
  | 'follow-up-asked'
  | 'words-held'
  | 'words-approved'
  | 'words-rejected'
  | 'source-asked'
  | 'stopped'
  | 'retried'
  | 'reconsidered'
  | 'awaited-over'
  | 'fallback'
  | 'part-overdue'
  | 'part-replaced'
  | 'owed-soon'
  | 'owed-overdue'
  | 'unreturned'
  | 'polled'
  | 'apology-unknown'
  | 'gesture-published'
  | 'apology-repeated'
  | 'apology-seen'
  | 'mail-delivered'
  | 'mail-failed'
  | 'mail-not-kept'
  | 'mail-wanted-again'
  | 'conversation-opened'
  | 'conversation-taken'
  | 'conversation-answered'
  | 'conversation-closed'
  | 'conversation-handed-over'
  | 'conversation-window-ending'
  | 'feedback-yes'
  | 'feedback-no'
  | 'feedback-unclear'
  | 'answer-unknown';

interface OfRemedy {
  readonly remedyId: string;
  readonly failureType: string;
}

/** A step of the flow, with the facts that belong to it. */
export type StepTaken =
  | (OfRemedy & { readonly step: RemedyStep })
  /** What was given back, as an exact decimal number of the currency: `3.99`. */
  | (OfRemedy & {
      readonly step: 'issued';
      readonly givenBack?: readonly { readonly currency: string; readonly amount: string }[] | undefined;
    })
  /**
   * How long after the failure was published, and after it happened, where the mail is the apology for it. The second
   * is what the customer lives.
   */
  | (OfRemedy & {
      readonly step: 'apology-sent';
      readonly detectToMailMs?: number | undefined;
      readonly occurredToMailMs?: number | undefined;
    })
  /** An update contradicts what was committed. `why` is a sentence. */
  | (OfRemedy & { readonly step: 'contradicted'; readonly why: string })
  /** Another source than the first published a failure, and says the same, or not. `why` is a sentence. */
  | (OfRemedy & { readonly step: 'reported-again' | 'report-contradicted'; readonly why: string })
  /** Something was read that does not bear our seal, and is not followed. `why` is a sentence. */
  | { readonly step: 'foreign-write'; readonly remedyId?: string; readonly incidentId?: string; readonly why: string }
  /** An answer left. How many minutes of its owner's hours the customer had waited, where they did. */
  | (OfRemedy & { readonly step: 'answer-sent'; readonly waitedMinutes?: number | undefined })
  /** `by` is the verified identity of the person who took the credit back. */
  | (OfRemedy & { readonly step: 'credit-voided'; readonly actor: string; readonly why: string })
  /** A partner answered. Its answer names the remedy, and the record knows the type. */
  | { readonly step: 'response-received'; readonly remedyId: string; readonly why: string }
  | { readonly step: 'incident-decided' | 'hold-escalated' | 'hold-overdue'; readonly incidentId: string }
  /** `target` is a failure type, a source (`source:com.example.player`), or `all`. */
  | { readonly step: 'switched'; readonly target: string }
  /** So many envelopes were emptied. The log says who did it and why, and not whose data it was. */
  | { readonly step: 'erased'; readonly count: number; readonly actor: string; readonly why: string }
  /**
   * Half of a shared limit is used, and nothing is held yet. `budget` names it: `day/2026-11-21`. `stop` is the command
   * that stops what fills it.
   */
  | { readonly step: 'limit-half-used'; readonly budget: string; readonly stop: string }
  | { readonly step: 'dead-lettered'; readonly functionName: string }
  /** The breaker of an account at a provider or partner. `why` is a sentence, `permission` what its key lacks. */
  | {
      readonly step: 'breaker-opened' | 'breaker-open' | 'breaker-closed';
      readonly account: string;
      readonly why: string;
      readonly permission?: string | undefined;
    }
  | { readonly step: 'sweep' | 'dispute-reported' | 'fraud-warned' }
  /** A request at a public URL was not believed. `isSigned` where it carried a signature. `why` is a sentence. */
  | { readonly step: 'webhook-refused'; readonly isSigned: boolean; readonly why: string }
  /** A mail that came is of a machine, is not heard, or is a person's in the mailbox alone. `why` is a sentence. */
  | { readonly step: 'reply-automatic' | 'reply-refused' | 'reply-handed-on'; readonly why: string }
  /** A mail lies where it came, because as many were sent on as should be. `why` is a sentence. */
  | { readonly step: 'copy-left'; readonly why: string }
  /** So many conversations have waited for longer than they should. Also where there are none. */
  | { readonly step: 'conversations-looked-at'; readonly count: number; readonly why: string }
  /** A webhook event was rightly signed and is not about us. `why` is a sentence. */
  | { readonly step: 'webhook-ignored'; readonly why: string }
  /** Somebody wrote on a channel. `why` is a sentence of ours, without anything they wrote. */
  | {
      readonly step: 'message-received';
      readonly network: string;
      readonly judgedAs: string;
      readonly why: string;
    }
  /** What somebody wrote on a network is in its conversation, or why it is not. */
  | {
      readonly step: 'message-heard' | 'message-unheard';
      readonly network: string;
      readonly remedyId: string;
      readonly why: string;
    }
  /** So many people have written about one cause that it is an incident. */
  | { readonly step: 'complaints-amplified'; readonly network: string; readonly incidentId: string }
  /** What became of an answer on a channel. `why` is a sentence, without anything of the answer. */
  | {
      readonly step: 'answer-sent' | 'answer-refused' | 'answer-unknown' | 'answer-waiting';
      readonly network: string;
      readonly why: string;
    }
  /** In the place of a mail that did not arrive: a message left, waits, or finds no way. `why` is a sentence. */
  | (OfRemedy & {
      readonly step: 'message-sent' | 'message-unknown' | 'message-refused' | 'message-waiting' | 'message-over-budget';
      readonly network: string;
      readonly why: string;
    })
  | (OfRemedy & { readonly step: 'message-without-way'; readonly why: string })
  /** A customer wants to hear nothing more on a network, or wants to hear of us again. `why` says who said so. */
  | { readonly step: 'channel-stopped' | 'channel-started'; readonly network: string; readonly why: string }
  /** Agents have a task to call somebody, now or from the next opening on; or none of them could take the call. */
  | { readonly step: 'call-asked' | 'call-put-off' | 'call-nobody-free'; readonly remedyId: string }
  /** A customer is dialled, so long after an agent has accepted it. `isLate` where that is longer than was promised. */
  | { readonly step: 'call-begun'; readonly remedyId: string; readonly waitedMs: number; readonly isLate: boolean }
  /** What came of a call. `why` is a word of ours. */
  | { readonly step: 'call-ended'; readonly remedyId: string; readonly why: string }
  /** Somebody reported a failure, and it is on the bus. */
  | { readonly step: 'report-taken'; readonly remedyId: string; readonly failureType: string }
  /** Somebody reported what was not taken. `why` is a word of ours, or a sentence about the shop's answer. */
  | { readonly step: 'report-refused' | 'shop-silent'; readonly why: string }
  /** One difference between the ledger and the provider's books. `why` is a sentence. */
  | { readonly step: 'difference'; readonly remedyId?: string | undefined; readonly why: string }
  /** Refunds of which the ledger knew nothing are noted with their customers. */
  | { readonly step: 'unrecorded-noted'; readonly count: number; readonly why: string }
  /** The synthetic failure of the hour before. `count` is 1 where its customer has money and mail, and else 0. */
  | { readonly step: 'synthetic-looked-at'; readonly remedyId: string; readonly count: 0 | 1; readonly why: string }
  | { readonly step: 'reconciled'; readonly count: number; readonly why: string };

export type Step = StepTaken['step'];

/** Follows what the flow does. It cannot stop it: it never throws, and nothing depends on it. */
export interface Observer {
  step(taken: StepTaken): void;
  /** Something went wrong that the flow recovers from by itself. `id` is a remedy, an incident or a function. */
  trouble(id: string, what: string, error: unknown): void;
}
