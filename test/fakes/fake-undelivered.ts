import { copied } from './copied';
import type { UndeliveredMails } from '../../lambdas/outcomes/undelivered-mail';

type Mail = Parameters<UndeliveredMails['publish']>[0];

/** Owners who remember what they were told, by a bus that can be made to refuse. */
export class FakeUndelivered implements UndeliveredMails {
  readonly published: Mail[] = [];
  private refusals = 0;

  /** The bus takes none of the next so many. */
  refuseNext(times = 1): void {
    this.refusals = times;
  }

  async publish(mail: Mail): Promise<void> {
    if (this.refusals-- > 0) throw new Error('the bus is throttled');
    this.published.push(copied(mail));
  }
}
