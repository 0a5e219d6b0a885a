import type { People } from './people';
import type { Random } from './random';
import type { TableWrite } from './sim-table';
import { plainItem } from './stored';
import { going } from './thief-errands';
import type { World } from './world';

const minuteMs = 60_000;

/**
 * People of a company who think again: what is about to be given is stopped, rejected, and everything is switched on
 * once more.
 */
export class SecondThoughts {
  private left: number;
  private isStopped = false;

  constructor(
    private readonly world: World,
    private readonly people: People,
    private readonly random: Random,
  ) {
    this.left = random.int(1, 3);
  }

  /** A function has written an item. */
  sees({ pk, sk, before, after }: TableWrite): void {
    const [stateBefore, state] = [before?.['state']?.S, after['state']?.S];
    if (sk === 'CUSTOMER' && hasNewPromise(before, after) && this.random.chance(0.3)) this.stop();
    if (!sk.startsWith('REMEDY#')) return;
    if (state === 'approved' && stateBefore === 'held') this.stop();
    const isHeldBack = stateBefore === undefined || stateBefore === 'approved' || going.includes(stateBefore);
    if (state !== 'held' || !isHeldBack || !this.isStopped) return;
    this.world.scheduler.after(this.random.int(1_000, minuteMs), () => {
      const item = this.world.dynamo.table.get(pk, sk);
      if (item?.['state']?.S === 'held') this.people.reject(plainItem(item));
    });
  }

  private stop(): void {
    if (this.left === 0 || this.isStopped) return;
    this.left -= 1;
    this.isStopped = true;
    this.world.trace.count('people: think again');
    this.people.switchMode('all', 'off', undefined);
    this.world.scheduler.after(this.random.int(3, 30) * minuteMs, () => {
      this.isStopped = false;
      this.people.switchMode('all', 'auto', undefined);
    });
  }
}

function hasNewPromise(before: TableWrite['before'], after: TableWrite['after']): boolean {
  return (after['commitments']?.L?.length ?? 0) > (before?.['commitments']?.L?.length ?? 0);
}
