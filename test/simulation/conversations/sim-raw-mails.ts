import type { RawMails } from '../../../lambdas/email/inbound/received-mail';
import type { Process, SimContext } from '../process';

/** The bucket in which mails lie as they came. */
export class SimRawMails {
  readonly mails = new Map<string, Uint8Array>();

  constructor(private readonly context: SimContext) {}

  clientOf(current: () => Process): RawMails {
    return {
      read: (id) => this.ask(current(), 'GetObject', () => this.mails.get(id)),
      remove: (id) => this.ask(current(), 'DeleteObject', () => void this.mails.delete(id)),
      placeOf: (id) => `s3://bucket/mails/${id}`,
    };
  }

  private ask<Value>(process: Process, what: string, step: () => Value): Promise<Value> {
    const { scheduler, random } = this.context;
    return process.request<Value>(
      () => what,
      ({ resolve }) => {
        scheduler.after(random.int(2, 30), () => {
          const value = step();
          scheduler.after(random.int(1, 10), () => resolve(value));
        });
      },
    );
  }
}
