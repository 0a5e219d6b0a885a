import type { AnswerOutcome } from '../../../lambdas/channels/port/answer';
import type { MessageSender, MessageToBegin } from '../../../lambdas/channels/port/message-sender';
import { sms } from '../../../lambdas/channels/sms/send/rules';
import { whatsapp } from '../../../lambdas/channels/whatsapp/send/rules';
import { tellOnChannel, type Unread } from '../../../lambdas/flow/message/tell-on-channel';
import type { MessageChannel, MessageResult, MessagingContext } from '../../../lambdas/flow/message/message-channel';
import { parseFailure } from '../../../lambdas/failures/definition/parse-failure';
import { exampleBrands } from '../../fakes/brands';
import { filmFailure } from '../../fakes/film-failure';
import { MemoryContacts } from '../../fakes/memory-contacts';
import { MemoryMessageSpend } from '../../fakes/memory-message-spend';
import { World } from '../../fakes/world';

/** A network that takes whatever it is told to take. */
export class ScriptedSender implements MessageSender {
  readonly begun: MessageToBegin[] = [];
  readonly next: (AnswerOutcome | Error)[] = [];

  async begin(message: MessageToBegin): Promise<AnswerOutcome> {
    this.begun.push(message);
    const outcome = this.next.shift() ?? { state: 'sent', reference: `msg-${this.begun.length}` };
    if (outcome instanceof Error) throw outcome;
    return outcome;
  }
}

export const phone = '+442079460123';

/** A world whose customer named two networks, with what carries messages there. */
export class MessageWorld extends World {
  readonly sms = new ScriptedSender();
  readonly whatsapp = new ScriptedSender();
  readonly contacts = new MemoryContacts();
  readonly spend = new MemoryMessageSpend();
  /** Of the deployment. */
  channels: readonly MessageChannel[] = [
    { rules: sms, sender: this.sms, dayBudgetUsdMicros: 100_000_000, mostSegments: 2 },
    { rules: whatsapp, sender: this.whatsapp, dayBudgetUsdMicros: 100_000_000 },
  ];

  private passed = 0;

  messagingPorts(): MessagingContext {
    return {
      ...this.emailPorts(),
      channels: this.channels,
      contacts: this.contacts,
      spend: this.spend,
      brands: exampleBrands,
      read: (_, kept) => ({ definition: this.definition, failure: parseFailure(this.definition, kept) }),
    };
  }

  /** A paid failure whose mail left and came back. */
  static async withBouncedMail(channels = [{ channel: 'sms', handle: phone }]): Promise<MessageWorld> {
    const world = new MessageWorld();
    await world.publishFailure(filmFailure({ customer: { channels, timeZone: 'Europe/London' } }));
    await world.applyEmailEvent('apology', 'bounced');
    return world;
  }

  /** Everything that was ever told to owners since is heard, each as often as given. */
  async hear(times = 1): Promise<MessageResult[]> {
    const results: MessageResult[] = [];
    for (; this.passed < this.undelivered.published.length; this.passed++) {
      const unread = this.undelivered.published[this.passed];
      if (!unread) continue;
      for (let time = 0; time < times; time++) results.push(await this.message(unread));
    }
    return results;
  }

  message(unread: Unread): Promise<MessageResult> {
    return tellOnChannel(unread, this.messagingPorts());
  }
}
