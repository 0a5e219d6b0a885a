import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { channelTopicHandler } from '../../runtime/channels/channel-topic-handler';
import { awsClientConfig } from '../../runtime/wiring/clients';
import { sms } from './sms';
import { SmsOptOuts } from './sms-opt-outs';

export const handler = channelTopicHandler(
  sms,
  ({ optOutList }) => new SmsOptOuts(new PinpointSMSVoiceV2Client(awsClientConfig), optOutList),
);
