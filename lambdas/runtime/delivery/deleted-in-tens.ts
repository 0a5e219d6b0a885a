import type { TelemetryObserver } from '../telemetry/telemetry-observer';
import type { MoreRecord, MoreRecords } from './more-records';

/** As many as SQS deletes with one request. */
const atOnce = 10;

/** Deletes the records that were handled. One that is not deleted is delivered again, and found to be done. */
export class DeletedInTens {
  private records: MoreRecord[] = [];

  constructor(
    private readonly queue: Pick<MoreRecords, 'delete'> | undefined,
    private readonly observer: Pick<TelemetryObserver, 'trouble'>,
  ) {}

  async add(record: MoreRecord): Promise<void> {
    this.records.push(record);
    if (this.records.length >= atOnce) await this.end();
  }

  /** Deletes the last of them too. */
  async end(): Promise<void> {
    const { records } = this;
    if (records.length === 0) return;
    this.records = [];
    try {
      await this.queue?.delete(records);
    } catch (error) {
      this.observer.trouble('queue', 'records that were handled could not be deleted', error);
    }
  }
}
