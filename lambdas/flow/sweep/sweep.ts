import type { ControlsStore } from '../../ledger/port/controls-store';
import type { IncidentStore, Waiting, WaitingList } from '../../ledger/port/waiting-list';
import { providerMs } from '../fulfil/fulfil';
import { inParallel } from '../../model/in-parallel';
import { drainIncident, type IncidentPorts } from './drain-incident';
import { reschedule } from '../record/reschedule';
import { redrive, type RedrivePorts } from './redrive';
import { resume, type ResumePorts } from './resume';

export interface SweepPorts extends ResumePorts, RedrivePorts, IncidentPorts {
  readonly waiting: WaitingList;
  readonly incidents: IncidentStore;
  readonly controlsStore: Pick<ControlsStore, 'readControls'>;
  /** Waits until the provider may be asked again, so that the sweep leaves it room for new failures. */
  readonly pace: () => Promise<void>;
}

/** How many of the waiting are read at a time. */
const batch = 200;

/** The most that is read at once, however many of them were seen. */
const mostRead = 2_000;

/** How many are worked on at once. */
const atOnce = 8;

export interface SweepReport {
  readonly resumed: number;
  readonly troubled: number;
}

/**
 * One run over everything that waits: what nobody knows, what is still pending, what was approved, what somebody began and did
 * not end, what nobody decides, what could not be delivered. It asks and carries out; it never decides what is owed.
 */
export async function sweep(ports: SweepPorts, untilMs: number): Promise<SweepReport> {
  const hasTime = (): boolean => ports.clock().getTime() < untilMs;
  ports.observer.step({ step: 'sweep', remedyId: '', failureType: '' });
  ports.controls.remember(await ports.controlsStore.readControls(), ports.clock());
  const run = new Run(ports, hasTime);
  await run.overTheWaiting();
  await redrive(ports, hasTime);
  return { resumed: run.resumed, troubled: run.troubled };
}

class Run {
  resumed = 0;
  troubled = 0;
  /** The index lags, and would name the same ones again. */
  private readonly seen = new Set<string>();

  constructor(
    private readonly ports: SweepPorts,
    private readonly hasTime: () => boolean,
  ) {}

  async overTheWaiting(): Promise<void> {
    while (this.hasTime()) {
      // Beyond those that were seen and are due all the same, because they could not be put off.
      const due = await this.ports.waiting.due(this.ports.clock(), Math.min(mostRead, batch + this.seen.size));
      const fresh = due.filter((waiting) => !this.seen.has(JSON.stringify(waiting)));
      if (fresh.length === 0) return;
      for (const waiting of fresh) this.seen.add(JSON.stringify(waiting));
      await inParallel(fresh, atOnce, (waiting) => this.handle(waiting));
    }
  }

  /** Trouble with one must not keep the others waiting. */
  private async handle(waiting: Waiting): Promise<void> {
    if (!this.hasTime()) return;
    try {
      if (waiting.kind === 'incident') await drainIncident(waiting.incidentId, this.ports, this.hasTime);
      else await this.resume(waiting);
      this.resumed++;
    } catch (error) {
      this.troubled++;
      const id = waiting.kind === 'incident' ? waiting.incidentId : waiting.remedyId;
      this.ports.observer.trouble(id, 'it could not be taken up', error);
      if (waiting.kind === 'remedy') await this.putOff(waiting);
    }
  }

  private async resume({ customerId, remedyId }: Extract<Waiting, { kind: 'remedy' }>): Promise<void> {
    const record = await this.ports.ledger.readRemedy(customerId, remedyId);
    const now = this.ports.clock();
    if (record?.dueAt === undefined || Date.parse(record.dueAt) > now.getTime()) return;
    await this.ports.pace();
    if (!this.hasTime()) return;
    await resume(record, this.ports, this.ports.clock().getTime() + providerMs);
  }

  /** Or the same trouble would be met first in every run. */
  private async putOff({ customerId, remedyId }: Extract<Waiting, { kind: 'remedy' }>): Promise<void> {
    try {
      const record = await this.ports.ledger.readRemedy(customerId, remedyId);
      if (record?.dueAt !== undefined) await reschedule(record, 'it could not be taken up', this.ports);
    } catch (error) {
      this.ports.observer.trouble(remedyId, 'it could not be put off', error);
    }
  }
}
