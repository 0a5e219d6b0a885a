/** What can be broken on purpose, each with what it does and how it heals. */
export const troubleTexts = {
  'provider-down': {
    title: 'The payment provider is down',
    does: 'Each connection of Amends to it ends without an answer.',
    heals:
      'Whatever was not asked for is delivered again, at first by Lambda, then from the retry queue. What was asked for is looked up.',
  },
  'provider-slow': {
    title: 'The payment provider is slow',
    does: 'Each of its answers takes two seconds.',
    heals: 'The refund is made all the same; only its mail is later.',
  },
  'reply-lost': {
    title: 'The payment provider answers nobody after the fact',
    does: 'It makes each refund, and its answer is lost.',
    heals: 'What is in doubt is not failed: it is looked up, or its webhook tells of it. Nobody is refunded twice.',
  },
  'rate-limited': {
    title: 'The payment provider asks for fewer requests (429)',
    does: 'It refuses each request of Amends.',
    heals: 'What was refused is delivered again, and waits longer each time.',
  },
  'key-expired': {
    title: 'The payment provider refuses the account (401)',
    does: 'It answers that the API key has expired.',
    heals:
      'The breaker of the account opens and all its remedies wait. After a minute one of them is tried, later less often; its answer, or a person, closes the breaker, and all go on.',
  },
  'mail-refused': {
    title: 'The mail service takes no mail',
    does: 'SES answers that the quota of the day is used up.',
    heals: 'The money goes back all the same. The mail is tried again, and waits longer each time.',
  },
  'database-throttled': {
    title: 'The database throttles',
    does: 'DynamoDB refuses each write, and answers reads.',
    heals: 'Nothing is asked of the provider that is not written down before. The event is delivered again.',
  },
  'function-killed': {
    title: 'Functions are killed in the middle',
    does: 'Each ends without a word the first time it gets an event: once it has done something, and before it has written that down.',
    heals:
      'Lambda delivers the event again. The commitment is found, waits until the lease of the dead attempt has ended (45 seconds), and is carried out with the same key.',
  },
} as const;

export type TroubleId = keyof typeof troubleTexts;

export const troubleIds = Object.keys(troubleTexts).filter(isTroubleId);

export function isTroubleId(text: string): text is TroubleId {
  return Object.hasOwn(troubleTexts, text);
}

/** One trouble that is on. */
export interface Trouble {
  readonly id: TroubleId;
  readonly since: Date;
  /** Missing where it lasts until somebody mends it. */
  readonly until: Date | undefined;
}

/** What is broken on purpose at the moment. Whoever stands in for a service asks here before it answers. */
export class Troubles {
  private readonly all = new Map<TroubleId, Trouble>();

  constructor(private readonly clock: () => Date = () => new Date()) {}

  /** @param forMs how long. @default - until it is mended */
  begin(id: TroubleId, forMs?: number): void {
    const since = this.clock();
    this.all.set(id, { id, since, until: forMs === undefined ? undefined : new Date(since.getTime() + forMs) });
  }

  mend(id: TroubleId): void {
    this.all.delete(id);
  }

  find(id: TroubleId): Trouble | undefined {
    const found = this.all.get(id);
    return found?.until && found.until <= this.clock() ? undefined : found;
  }

  isOn(id: TroubleId): boolean {
    return this.find(id) !== undefined;
  }

  /** All that is on, in the order in which they are offered. */
  get on(): readonly Trouble[] {
    return troubleIds.flatMap((id) => this.find(id) ?? []);
  }
}
