import type * as z from 'zod';
import {
  answerEventSchema,
  answerSource,
  answerTypes,
  writtenAnswerType,
  type AnswerEvent,
} from '../../../lambdas/channels/events/answer-events';
import { messageReceivedSchema, messageReceivedType } from '../../../lambdas/channels/events/channel-events';
import type { AnsweredTo, WrittenAnswer } from '../../../lambdas/channels/port/answer';
import { publish } from '../../demo/publish';
import type { LocalSystem } from '../../system/local-system';
import type { SystemEvent } from '../../system/system-event';
import { ChannelSteps } from './channel-steps';

/** An answer that was handed over, and what became of it. */
export interface GivenAnswer {
  readonly answerId: string;
  readonly to: AnsweredTo;
  readonly text: string;
  /** Undefined until somebody says what became of it. */
  outcome: AnswerEvent | undefined;
}

/** What somebody wrote on a network, as the contact center hears of it. */
export interface ReceivedMessage {
  /** Where its page finds it. */
  readonly id: string;
  readonly message: z.infer<typeof messageReceivedSchema>;
  /** More than one where the network delivered it again. */
  times: number;
  readonly answers: GivenAnswer[];
}

/** Older ones are forgotten. */
const mostKept = 100;

/** The contact center of the local company: hears on the bus what customers write, and answers there. */
export class ContactCenter {
  /** What becomes of messages that Amends begins, and of channels that customers end. */
  readonly steps: ChannelSteps;
  private readonly kept: ReceivedMessage[] = [];
  private given = 0;

  constructor(private readonly system: LocalSystem) {
    this.steps = new ChannelSteps(system);
    system.on((event) => this.hear(event));
  }

  /** What came from the networks with these ids, the newest first. */
  receivedOn(networks: readonly string[]): readonly ReceivedMessage[] {
    return this.kept.filter(({ message }) => networks.includes(message.replyTo.network)).toReversed();
  }

  find(id: string): ReceivedMessage | undefined {
    return this.kept.find((received) => received.id === id);
  }

  /** Hands an answer over, as whoever may answer does. Why the bus did not take it. */
  async answer(
    { message, answers }: ReceivedMessage,
    { to, text, by }: Pick<WrittenAnswer, 'to' | 'text' | 'by'>,
  ): Promise<string | undefined> {
    const answerId = `desk/${++this.given}`;
    answers.push({ answerId, to, text, outcome: undefined });
    const { replyTo } = message;
    const Detail = { schemaVersion: 1, answerId, replyTo, to, text, by };
    const [published] = await publish([{ Source: answerSource, DetailType: writtenAnswerType, Detail }], this.system);
    return published?.accepted === false ? published.reason : undefined;
  }

  private hear(event: SystemEvent): void {
    if (event.kind !== 'event-accepted' || event.source !== 'amends') return;
    if (event.detailType === messageReceivedType) this.keep(messageReceivedSchema.parse(event.detail));
    const isOutcome = Object.values(answerTypes).some((type) => type === event.detailType);
    if (isOutcome) this.settle(answerEventSchema.parse(event.detail));
  }

  private keep(message: ReceivedMessage['message']): void {
    const { network, messageId } = message.replyTo;
    const known = this.kept.find(
      ({ message: { replyTo } }) => replyTo.network === network && replyTo.messageId === messageId,
    );
    if (known) return void (known.times += 1);
    this.kept.push({ id: String(this.kept.length + 1), message, times: 1, answers: [] });
    if (this.kept.length > mostKept) this.kept.shift();
  }

  private settle(outcome: AnswerEvent): void {
    for (const { answers } of this.kept) {
      const answer = answers.find(({ answerId }) => answerId === outcome.answerId);
      if (answer) answer.outcome = outcome;
    }
  }
}
