import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import type { PartnerResponseType } from '../../lambdas/fulfilment/port/partner-events';
import type { Activity } from '../emulator/server/activity';
import type { Bus } from '../emulator/bus/bus';
import { wait } from '../emulator/server/clock';
import { compileEventPattern } from '../emulator/event-pattern/event-pattern';
import type { SystemTemplate } from '../emulator/template/template';

export interface CompanyBusProps {
  readonly bus: Pick<Bus, 'url' | 'subscribe'>;
  readonly busName: string;
  readonly template: Pick<SystemTemplate, 'rules' | 'region'>;
  readonly activity: Activity;
  /** How long a second of the company's other systems lasts here. */
  readonly companySecondMs: number;
  /** Aborted when the local system stops. */
  readonly signal: AbortSignal;
}

const patternSchema = z.object({ source: z.array(z.string()), 'detail-type': z.array(z.string()) });

/** An event on the bus. */
export interface WatchedEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly time: string;
  readonly detail: unknown;
}

/** The bus as another system of the company uses it: subscribes to events of Amends, and publishes responses. */
export class CompanyBus {
  private readonly client: EventBridgeClient;

  constructor(private readonly props: CompanyBusProps) {
    this.client = new EventBridgeClient({
      endpoint: props.bus.url,
      region: props.template.region,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
  }

  /** Subscribes to the events of these types that Amends publishes. */
  subscribe(name: string, types: readonly string[], handle: (type: string, detail: unknown) => void): void {
    const pattern = compileEventPattern({ source: ['amends'], 'detail-type': [...types] });
    const { bus, busName } = this.props;
    bus.subscribe({ name, busName, pattern, take: (event) => handle(event['detail-type'], event.detail) });
  }

  /** Takes what others publish from these sources. */
  watch(name: string, sources: readonly string[], take: (event: WatchedEvent) => void): void {
    const { bus, busName } = this.props;
    bus.subscribe({ name, busName, pattern: compileEventPattern({ source: [...sources] }), looksOn: true, take });
  }

  /** Publishes a response, with the source that the template's rule expects. */
  async publishResponse(type: PartnerResponseType, detail: object): Promise<void> {
    await this.publish(this.sourceOf(type), type, detail);
  }

  /** Publishes an event from that source. */
  async publish(source: string, type: string, detail: object): Promise<void> {
    const { busName } = this.props;
    const entry = { EventBusName: busName, Source: source, DetailType: type, Detail: JSON.stringify(detail) };
    const { FailedEntryCount, Entries } = await this.client.send(new PutEventsCommand({ Entries: [entry] }));
    if (FailedEntryCount)
      throw new Error(`${type} was rejected: ${Entries?.[0]?.ErrorMessage ?? 'the bus gave no reason'}`);
  }

  /** Runs a step later, unless the system stops before. Meanwhile the system counts as active. */
  later(afterMs: number, step: () => Promise<void>): void {
    const { activity, companySecondMs, signal } = this.props;
    void activity.during(async () => {
      await wait((afterMs * companySecondMs) / 1_000, signal);
      if (this.hasStopped()) return;
      try {
        await step();
      } catch (error) {
        // The bus may have stopped while the step ran.
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

  /** Where no rule matches the response, the source does not matter: the bus reports the event as unmatched. */
  private sourceOf(type: PartnerResponseType): string {
    const patterns = this.props.template.rules.flatMap(({ written }) => patternSchema.safeParse(written).data ?? []);
    const matching = patterns.find((pattern) => pattern['detail-type'].includes(type));
    return matching?.source[0] ?? 'com.example.partners';
  }
}
