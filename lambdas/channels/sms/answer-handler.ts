import { channelAnswerHandler } from '../../runtime/channels/channel-answer-handler';
import { mailClientConfig } from '../../runtime/wiring/clients';
import { SmsvoiceSender } from './send/smsvoice-sender';
import { sms } from './sms';

export const handler = channelAnswerHandler(sms, ({ settings }) => SmsvoiceSender.of(settings, mailClientConfig));
