import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { Emit } from '../events/emulator-event';
import type { LambdaService } from '../functions/lambda-service';
import type { Activity } from '../server/activity';
import { wait } from '../server/clock';
import { newStopping } from '../server/stopping';
import type { Stream } from '../template/streams';

export interface StreamContext {
  readonly functions: Pick<LambdaService, 'invoke'>;
  readonly activity: Activity;
  readonly emit: Emit;
  /** Buckets are folders below it. */
  readonly folder: string;
  /** How long a stream collects before it has lines made. */
  readonly collectMs: number;
}

/** What a function answers that changes records. */
const changedSchema = z.object({
  records: z.array(
    z.object({ recordId: z.string(), result: z.enum(['Ok', 'Dropped', 'ProcessingFailed']), data: z.string() }),
  ),
});

/** So often the function is asked again, as long as Firehose would go on for. */
const tries = 3;

/**
 * Firehose: collects what is put into a stream, has a function change it, and writes it. The files have JSON in them
 * where the template says Parquet: a format that other programs read is nothing that happens here.
 */
export class Streams {
  private readonly collected = new Map<string, string[]>();
  private readonly stopping = newStopping();

  constructor(
    private readonly streams: readonly Stream[],
    private readonly context: StreamContext,
  ) {}

  /** Takes an event for a stream. It is written some time later, and until then the system is not idle. */
  put(arn: string, payload: string): void {
    const stream = this.streams.find((one) => one.arn === arn);
    if (!stream) throw new Error(`There is no stream ${arn} in the template.`);
    const waiting = this.collected.get(arn);
    if (waiting) {
      waiting.push(payload);
      return;
    }
    this.collected.set(arn, [payload]);
    void this.context.activity.during(() => this.deliver(stream));
  }

  async stop(): Promise<void> {
    this.stopping.abort();
  }

  private async deliver(stream: Stream): Promise<void> {
    await wait(this.context.collectMs, this.stopping.signal);
    const payloads = this.collected.get(stream.arn) ?? [];
    this.collected.delete(stream.arn);
    for (let count = 0; count < tries && !this.stopping.signal.aborted; count++) {
      const lines = await this.changed(stream, payloads);
      if (lines) {
        this.write(stream, lines);
        return;
      }
    }
    if (this.stopping.signal.aborted) return;
    const reason = `${stream.functionName} failed, and what it was asked to change is in no file`;
    this.context.emit({ kind: 'event-lost', eventId: undefined, detailType: undefined, reason });
  }

  /** Undefined where the function failed. */
  private async changed({ arn, functionName }: Stream, payloads: readonly string[]): Promise<string[] | undefined> {
    const records = payloads.map((payload) => ({
      recordId: randomUUID(),
      approximateArrivalTimestamp: Date.now(),
      data: Buffer.from(payload).toString('base64'),
    }));
    const event = { invocationId: randomUUID(), deliveryStreamArn: arn, region: arn.split(':')[3], records };
    const result = await this.context.functions.invoke(functionName, JSON.stringify(event), undefined);
    if (result.outcome === 'failed') return undefined;
    const { records: changed } = changedSchema.parse(result.value);
    return changed
      .filter(({ result: kept }) => kept === 'Ok')
      .map(({ data }) => Buffer.from(data, 'base64').toString('utf8'));
  }

  private write({ bucketName, prefix }: Stream, lines: readonly string[]): void {
    if (lines.length === 0) return;
    const day = new Date().toISOString().slice(0, 10);
    const folder = path.join(this.context.folder, bucketName, prefix.replace('!{timestamp:yyyy-MM-dd}', day));
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, `${randomUUID()}.json`), lines.join(''));
  }
}
