import type { Affected } from '../../../lambdas/detect/paged/affected';

/** That somebody used a service in a time. */
export interface Usage {
  readonly service: string;
  readonly from: Date;
  readonly until: Date;
  readonly who: Affected;
}

/** Who used which service of the company, as far as somebody may ask. */
export class ServiceUsage {
  private readonly used: Usage[] = [];

  /** @param noted where it is noted beside, for whoever asks there */
  constructor(private readonly noted?: { note(usage: Usage): Promise<void> }) {}

  async add(usage: Usage): Promise<void> {
    this.used.push(usage);
    await this.noted?.note(usage);
  }

  /** One page of those who used it then, and where the next begins. */
  page(asked: Readonly<Record<string, string>>): { readonly affected: readonly Affected[]; readonly next?: string } {
    const [from, until] = [Date.parse(asked['from'] ?? ''), Date.parse(asked['until'] ?? '')];
    const all = this.used.filter(
      (usage) => usage.service === asked['service'] && usage.from.getTime() < until && usage.until.getTime() > from,
    );
    const start = Number(asked['cursor'] ?? 0);
    const end = start + Number(asked['limit'] ?? 100);
    const affected = all.slice(start, end).map(({ who }) => who);
    return { affected, ...(end < all.length && { next: String(end) }) };
  }
}
