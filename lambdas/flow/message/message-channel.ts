import type { ContactStore } from '../../channels/consent/contact';
import type { MessageSender, TemplateUse } from '../../channels/port/message-sender';
import type { NetworkRules } from '../../channels/rules/network-rules';
import type { QuietHours } from '../../channels/rules/quiet-hours';
import type { MessageSpend } from '../../channels/spend/message-spend';
import type { Brands } from '../../email/brand';
import type { FailureDefinition } from '../../failures/definition/failure-definition';
import type { Failure } from '../../failures/definition/failure';
import type { NoticeTemplate } from '../../ledger/notice/notice';
import type { FlowContext } from '../record/flow-context';
import { RetryableError } from '../record/retryable-error';
import type { WriteContext } from '../record/record-writer';
import type { ShortMessage } from './message-of';

/** A network on which the company begins messages. */
export interface MessageChannel {
  readonly rules: NetworkRules;
  readonly sender: MessageSender;
  /** @default - nobody sleeps */
  readonly quiet?: QuietHours | undefined;
  /** What messages may cost in one day, in UTC, in millionths of a US dollar. */
  readonly dayBudgetUsdMicros: number;
  /** How many SMS it may take. @default - it is no SMS */
  readonly mostSegments?: number | undefined;
  /** The approved words for it. Undefined where there are none in its language. @default - none are needed */
  readonly templateFor?: ((template: NoticeTemplate, message: ShortMessage) => TemplateUse | undefined) | undefined;
}

/** What telling a customer on another channel works with. */
export type MessagingContext = WriteContext &
  Pick<FlowContext, 'observer' | 'undelivered'> & {
    readonly channels: readonly MessageChannel[];
    readonly contacts: ContactStore;
    readonly spend: MessageSpend;
    readonly brands: Brands;
    /** A kept failure by its type. @throws where its type is not deployed any more */
    readonly read: (
      type: string,
      kept: object,
    ) => { readonly definition: FailureDefinition; readonly failure: Failure };
  };

export type MessageResult =
  | { readonly result: 'sent'; readonly remedyId: string; readonly network: string }
  /** It may have left, and nobody can say. */
  | { readonly result: 'unknown'; readonly remedyId: string }
  /** The network refused it, and another one is looked for. */
  | { readonly result: 'refused'; readonly remedyId: string }
  /** It is night where the customer is. */
  | { readonly result: 'waiting'; readonly remedyId: string }
  /** It was told, is being told by a person, or is told by nobody. */
  | { readonly result: 'settled'; readonly remedyId: string }
  /** What it would say is not so any more, or its customer was erased. */
  | { readonly result: 'not-true'; readonly remedyId: string }
  /** No network that the customer allowed takes it. A person finds a way. */
  | { readonly result: 'no-way'; readonly remedyId: string };

/** Nothing was sent, for certain. The event is delivered again. */
export class MessageWaitsError extends RetryableError {
  override readonly name = 'MessageWaitsError';
}
