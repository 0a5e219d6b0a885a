import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import type { ResponseType } from '../../../lambdas/fulfilment/port/partner-events';
import type { Activity } from '../../emulator/server/activity';
import type { Bus } from '../../emulator/bus/bus';
import { wait } from '../../emulator/server/clock';
import { compileEventPattern } from '../../emulator/event-pattern/event-pattern';
import type { SystemTemplate } from '../../emulator/template/template';

export interface CompanyBusProps {
  readonly bus: Pick<Bus, 'url' | 'subscribe'>;
  readonly busName: string;
  readonly template: Pick<SystemTemplate, 'rules' | 'region'>;
  readonly activity: Activity;
  /** Aborted when the local system stops. */
  readonly signal: AbortSignal;
}

const writtenSchema = z.object({ source: z.array(z.string()), 'detail-type': z.array(z.string()) });

/** The bus as another system of the company uses it: it listens to some events, and publishes answers of its own. */
export class CompanyBus {
  private readonly client: EventBridgeClient;

  constructor(private readonly props: CompanyBusProps) {
    this.client = new EventBridgeClient({
      endpoint: props.bus.url,
      region: props.template.region,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
  }

  /** Hears of the events of these types that Amends publishes. */
  listen(name: string, types: readonly string[], hear: (type: string, detail: unknown) => void): void {
    const pattern = compileEventPattern({ source: ['amends'], 'detail-type': [...types] });
    const { bus, busName } = this.props;
    bus.subscribe({ name, busName, pattern, take: (event) => hear(event['detail-type'], event.detail) });
  }

  /** Publishes an answer, from the source from which the template takes it. */
  async answer(type: ResponseType, detail: object): Promise<void> {
    const { busName } = this.props;
    const entry = {
      EventBusName: busName,
      Source: this.sourceOf(type),
      DetailType: type,
      Detail: JSON.stringify(detail),
    };
    const { FailedEntryCount, Entries } = await this.client.send(new PutEventsCommand({ Entries: [entry] }));
    if (FailedEntryCount)
      throw new Error(`${type} was not taken: ${Entries?.[0]?.ErrorMessage ?? 'the bus gave no reason'}`);
  }

  /** Does something later, which counts as under way meanwhile. Not at all once the system stops. */
  later(afterMs: number, step: () => Promise<void>): void {
    const { activity, signal } = this.props;
    void activity.during(async () => {
      await wait(afterMs, signal);
      if (this.hasStopped()) return;
      try {
        await step();
      } catch (error) {
        // Nobody is there any more to be told.
        if (!this.hasStopped()) throw error;
      }
    });
  }

  private hasStopped(): boolean {
    return this.props.signal.aborted;
  }

  stop(): void {
    this.client.destroy();
  }

  /** Without a rule that takes the answer, the bus says of it what it says of every event that nobody takes. */
  private sourceOf(type: ResponseType): string {
    const patterns = this.props.template.rules.flatMap(({ written }) => writtenSchema.safeParse(written).data ?? []);
    const taking = patterns.find((pattern) => pattern['detail-type'].includes(type));
    return taking?.source[0] ?? 'com.example.partners';
  }
}
