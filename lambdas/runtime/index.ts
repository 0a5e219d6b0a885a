import './runtime-packages';

/** What makes functions of channels: one for each of the three entry files of a channel. */
export { channelAnswerHandler } from './channels/channel-answer-handler';
export { channelMessageHandler } from './channels/channel-message-handler';
export { channelWebhookHandler } from './channels/channel-webhook-handler';

/** What makes functions of failure types: one that pays for each, and one that writes for all. */
export { apologyHandler } from './handlers/apology-handler';
export { remedyHandler } from './handlers/remedy-handler';
/** For `apologyHandler`, where messages are begun too: `apologyHandler(definitions, wireMailsAndMessages)`. */
export { wireMailsAndMessages } from './messages/message-wiring';
/** The same, where mails are kept as they left: `apologyHandler(definitions, keepingMails(wireMailsAndMessages))`. */
export { keepingMails } from './sent/keeping-wiring';
/** What makes functions of detectors: one that everybody reaches and that verifies, and one that judges. */
export { detectorHandler } from './detect/detector-handler';
export { doorHandler } from './detect/door-handler';
export type { FunctionHandler } from './handlers/wired-handler';

/** What a channel of your own consists of. */
export type {
  AnsweredTo,
  AnswerOutcome,
  AnswerRefusal,
  AnswerSender,
  AnswerToSend,
  Way,
  WayTo,
  WrittenAnswer,
} from '../channels/port/answer';
export type { ChannelDefinition, DoorTools, SenderOf, SenderTools } from '../channels/port/channel-definition';
export type { Door, DoorAnswer, DoorRequest } from '../channels/port/door';
export type { CustomerLink, InboundMessage, ReplyTo } from '../channels/port/inbound-message';
export type { ClosedNetwork, NetworkCost, NetworkRules, RuleSource } from '../channels/rules/network-rules';
export type { ProviderKey } from '../fulfilment/keys/provider-key';
export type { SigningSecret } from '../fulfilment/keys/signing-secret';
export type { InvalidPayload, InvalidSignature } from '../fulfilment/port/webhook-event';
/** What a sender throws where nothing was sent for certain. */
export { NotAttemptedError } from '../fulfilment/port/refund-provider';
