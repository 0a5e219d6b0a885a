import { channelTopicHandler } from '../../runtime/channels/channel-topic-handler';
import { awsClientConfig } from '../../runtime/wiring/clients';
import { sms } from './sms';
import { SmsvoiceOptOuts } from './smsvoice-opt-outs';

export const handler = channelTopicHandler(sms, ({ optOutList }) => SmsvoiceOptOuts.of(optOutList, awsClientConfig));
