/** What messages of one network may have cost on one day, in UTC. */
export interface DaySpend {
  readonly network: string;
  /** `2026-11-30`. */
  readonly day: string;
  readonly usdMicros: number;
  readonly messages: number;
  readonly version: number;
}

/** Counts what messages cost. */
export interface MessageSpend {
  find(network: string, day: string): Promise<DaySpend | undefined>;
  /** Writes it if the stored version is the one before it. */
  save(spend: DaySpend): Promise<'saved' | 'stale'>;
}

/** What is taken out of a day's budget before a message leaves. It is not given back: it may have left. */
export interface Wanted {
  readonly network: string;
  readonly usdMicros: number;
  readonly dayBudgetUsdMicros: number;
}

/** So often is read again where others take at the same moment. */
const mostWrites = 20;

/**
 * Takes the price of one message, or says that the day has no room for it.
 *
 * @throws where others write all the time, so that it is tried again
 */
export async function takeFromDay(
  { network, usdMicros, dayBudgetUsdMicros }: Wanted,
  spend: MessageSpend,
  now: Date,
): Promise<'taken' | 'over'> {
  const day = now.toISOString().slice(0, 10);
  for (let writes = 0; writes < mostWrites; writes++) {
    const before = (await spend.find(network, day)) ?? { network, day, usdMicros: 0, messages: 0, version: 0 };
    const after = before.usdMicros + usdMicros;
    if (after > dayBudgetUsdMicros) return 'over';
    const next = { ...before, usdMicros: after, messages: before.messages + 1, version: before.version + 1 };
    if ((await spend.save(next)) === 'saved') return 'taken';
  }
  throw new Error(`others count messages of ${network} all the time; this has to come again`);
}
