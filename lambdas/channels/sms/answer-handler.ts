import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { channelAnswerHandler } from '../../runtime/channels/channel-answer-handler';
import { mailClientConfig } from '../../runtime/wiring/clients';
import { sms } from './sms';
import { SmsSender } from './sms-sender';

export const handler = channelAnswerHandler(
  sms,
  ({ settings }) => new SmsSender(new PinpointSMSVoiceV2Client(mailClientConfig), settings),
);
