import type { CompanyEvent, RefundMade } from '../../local/company/company-event';
import { startPartnerSystems, type PartnerSystems } from '../../local/company/partners/partner-systems';
import { startProvider } from '../../local/company/provider/provider';
import { WebhookSender, type Webhook } from '../../local/company/provider/webhook-sender';
import { Activity } from '../../local/emulator/server/activity';
import type { LoopbackServer } from '../../local/emulator/server/loopback-server';
import { newStopping } from '../../local/emulator/server/stopping';
import type { SystemTemplate } from '../../local/emulator/template/template';
import type { WithoutTime } from '../../local/emulator/events/emulator-event';
import { Mailboxes } from './mailboxes';
import type { DeployedBus } from './deployed-bus';

/** Where the company's systems find the deployment. */
export interface CompanyConnection {
  readonly bus: DeployedBus;
  readonly busName: string;
  readonly template: Pick<SystemTemplate, 'rules' | 'region'>;
  readonly webhook: Webhook;
}

/** The rest of the company: the payment provider, which is there before anything is deployed, and the partners. */
export class Company {
  private readonly refunds: RefundMade[] = [];
  private readonly accepted = new Set<string>();
  private readonly activity = new Activity();
  private readonly stopping = newStopping();
  private webhooks: WebhookSender | undefined;
  private connected: PartnerSystems | undefined;
  private running: LoopbackServer | undefined;
  private opened: Mailboxes | undefined;

  static async start(): Promise<Company> {
    const company = new Company();
    company.running = await startProvider(0, company.take);
    company.opened = await Mailboxes.open();
    return company;
  }

  get provider(): LoopbackServer {
    if (!this.running) throw new Error('The provider has not started.');
    return this.running;
  }

  /** Of everybody: what the deployment sends lies in them. */
  get mailboxes(): Mailboxes {
    if (!this.opened) throw new Error('The mailboxes are not open yet.');
    return this.opened;
  }

  get partners(): PartnerSystems {
    if (!this.connected) throw new Error('The partners are not connected yet.');
    return this.connected;
  }

  connect({ bus, busName, template, webhook }: CompanyConnection): void {
    const { activity } = this;
    this.connected = startPartnerSystems({
      bus,
      busName,
      template,
      activity,
      companySecondMs: 1_000,
      signal: this.stopping.signal,
    });
    this.webhooks = new WebhookSender({ webhooks: [webhook], activity, emit: this.take });
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.webhooks?.stop();
    await this.connected?.stop();
    await this.running?.stop();
    await this.opened?.close();
  }

  /**
   * The provider tells of every refund that it made since, one after another: all at once would be as many cold
   * functions at once, and the machine would decide which of them answers in time.
   *
   * @returns how many it told of
   * @throws Error where the function took one of them at no try
   */
  async tellOfRefunds(): Promise<number> {
    const refunds = this.refunds.splice(0);
    for (const refund of refunds) {
      const before = this.accepted.size;
      this.webhooks?.send(refund);
      await this.activity.idle();
      if (this.accepted.size === before) throw new Error('The function for webhook events took none of the tries.');
    }
    return refunds.length;
  }

  private readonly take = (event: WithoutTime<CompanyEvent>): void => {
    if (event.kind === 'refund-made') this.refunds.push({ ...event, at: Date.now() });
    else if (event.status !== undefined && event.status < 300) this.accepted.add(event.eventId);
  };
}
