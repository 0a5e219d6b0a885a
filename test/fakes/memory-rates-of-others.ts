import { announcedForMs, type RatesOfOthers } from '../../lambdas/fulfilment/pace/rates-of-others';

interface Announced {
  readonly perSecond: number;
  readonly atMs: number;
}

/** What all functions of a test told each other, by service and function. */
export type Announcements = Map<string, Map<string, Announced>>;

export class MemoryRatesOfOthers implements RatesOfOthers {
  constructor(
    private readonly all: Announcements,
    private readonly functionId: string,
    private readonly clock: () => Date,
  ) {}

  async exchange(service: string, perSecond: number): Promise<readonly number[]> {
    const atMs = this.clock().getTime();
    const announced = this.all.get(service) ?? new Map<string, Announced>();
    this.all.set(service, announced.set(this.functionId, { perSecond, atMs }));
    return [...announced]
      .filter(([functionId, one]) => functionId !== this.functionId && atMs - one.atMs <= announcedForMs)
      .map(([, one]) => one.perSecond);
  }
}
