import type { LoopbackServer } from '../server/loopback-server';
import type { SystemTemplate } from '../template/template';
import { sendBySmtp, startMailReceiver, type PersonsAnswer, type ReceiverContext } from './mail-receiver';

/** Mail that comes: the server that takes it, and how a person answers from the inbox, which is there before. */
export class Inbound {
  private server: LoopbackServer | undefined;

  constructor(private readonly template: Pick<SystemTemplate, 'receiptRules'>) {}

  async open(port: number, context: Omit<ReceiverContext, 'template'>): Promise<LoopbackServer> {
    this.server = await startMailReceiver(port, { ...context, template: this.template });
    return this.server;
  }

  /** Undefined where the template receives no mail. */
  get answers(): ((answer: PersonsAnswer) => Promise<void>) | undefined {
    if (this.template.receiptRules.length === 0) return undefined;
    return async (answer) => {
      if (!this.server) throw new Error('mail is not received yet');
      await sendBySmtp(answer, this.server.url);
    };
  }
}
