import { toldForMs, type RatesOfOthers } from '../../lambdas/fulfilment/pace/rates-of-others';

interface Told {
  readonly perSecond: number;
  readonly atMs: number;
}

/** What all functions of a test told each other, by service and function. */
export type AllTold = Map<string, Map<string, Told>>;

export class MemoryRatesOfOthers implements RatesOfOthers {
  constructor(
    private readonly all: AllTold,
    private readonly functionId: string,
    private readonly clock: () => Date,
  ) {}

  async exchange(service: string, perSecond: number): Promise<readonly number[]> {
    const atMs = this.clock().getTime();
    const told = this.all.get(service) ?? new Map<string, Told>();
    this.all.set(service, told.set(this.functionId, { perSecond, atMs }));
    return [...told]
      .filter(([functionId, one]) => functionId !== this.functionId && atMs - one.atMs <= toldForMs)
      .map(([, one]) => one.perSecond);
  }
}
