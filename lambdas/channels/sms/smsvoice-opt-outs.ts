import {
  DeleteOptedOutNumberCommand,
  PutOptedOutNumberCommand,
  PinpointSMSVoiceV2ServiceException as SmsException,
  PinpointSMSVoiceV2Client,
  type PinpointSMSVoiceV2ClientConfig,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { OptOutList } from '../consent/opt-out-list';

/**
 * AWS's own list: who is on it gets no SMS from any number that has this list, whoever sends it. AWS adds whoever
 * writes one of its keywords; this adds whoever says it in another language.
 */
export class SmsvoiceOptOuts implements OptOutList {
  /** @param list ARN */
  static of(list: string, config: PinpointSMSVoiceV2ClientConfig): SmsvoiceOptOuts {
    return new SmsvoiceOptOuts(new PinpointSMSVoiceV2Client(config), list);
  }

  private constructor(
    private readonly client: PinpointSMSVoiceV2Client,
    private readonly list: string,
  ) {}

  async add(handle: string): Promise<void> {
    await this.client.send(new PutOptedOutNumberCommand({ OptOutListName: this.list, OptedOutNumber: handle }));
  }

  /** A number may be taken off once in thirty days. */
  async remove(handle: string): Promise<'removed' | 'not-allowed'> {
    try {
      await this.client.send(new DeleteOptedOutNumberCommand({ OptOutListName: this.list, OptedOutNumber: handle }));
      return 'removed';
    } catch (error) {
      if (!(error instanceof SmsException)) throw error;
      if (error.name === 'ResourceNotFoundException') return 'removed';
      if (error.name === 'ValidationException' || error.name === 'ConflictException') return 'not-allowed';
      throw error;
    }
  }
}
