import type { DaySpend, MessageSpend } from '../../lambdas/channels/spend/message-spend';

/** Days in memory, written as the table writes them: only over the version before. */
export class MemoryMessageSpend implements MessageSpend {
  readonly days = new Map<string, DaySpend>();

  async find(network: string, day: string): Promise<DaySpend | undefined> {
    return this.days.get(`${network} ${day}`);
  }

  async save(spend: DaySpend): Promise<'saved' | 'stale'> {
    const key = `${spend.network} ${spend.day}`;
    if ((this.days.get(key)?.version ?? 0) !== spend.version - 1) return 'stale';
    this.days.set(key, spend);
    return 'saved';
  }
}
