import { PinpointSMSVoiceV2ServiceException as SmsException } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { wasNeverConnected } from '../../../model/connection';
import type { AnswerOutcome } from '../../port/answer';

/**
 * What an error of SendTextMessage means. Its message repeats the request, so only its name and reason are kept.
 * https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html
 */
export function outcomeOfSmsError(error: unknown): AnswerOutcome {
  if (wasNeverConnected(error)) return { state: 'later', why: 'AWS could not be reached' };
  const status = error instanceof SmsException ? error.$metadata.httpStatusCode : undefined;
  if (!(error instanceof SmsException) || status === undefined) {
    return { state: 'unknown', why: 'AWS did not answer in time, or the connection broke' };
  }
  const reason = reasonOf(error);
  const why = [`AWS: ${error.name}`, ...(reason === undefined ? [] : [reason])].join(', ');
  if (status >= 500) return { state: 'unknown', why };
  switch (error.name) {
    case 'ConflictException':
      return outcomeOfConflict(reason, why);
    case 'ValidationException':
      return outcomeOfValidation(reason, why);
    // A limit of the account, a right or a number that is missing: a person puts that right, and then it goes.
    case 'ThrottlingException':
    case 'ServiceQuotaExceededException':
    case 'AccessDeniedException':
    case 'ResourceNotFoundException':
      return { state: 'later', why };
    default:
      return status < 500 ? { state: 'later', why } : { state: 'unknown', why };
  }
}

function outcomeOfConflict(reason: string | undefined, why: string): AnswerOutcome {
  switch (reason) {
    case 'DESTINATION_PHONE_NUMBER_OPTED_OUT':
      return { state: 'refused', reason: 'not-reachable', why, hasStopped: true };
    case 'DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION':
    case 'DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE':
    // The sandbox writes to verified numbers only.
    case 'DESTINATION_PHONE_NUMBER_NOT_VERIFIED':
      return { state: 'refused', reason: 'not-reachable', why };
    default:
      return { state: 'later', why };
  }
}

function outcomeOfValidation(reason: string | undefined, why: string): AnswerOutcome {
  switch (reason) {
    case 'PRICE_OVER_THRESHOLD':
    case 'DESTINATION_COUNTRY_BLOCKED':
    case 'COUNTRY_NOT_ENABLED':
    case 'INTERNATIONAL_SENDING_NOT_SUPPORTED':
    case 'INVALID_IDENTITY_FOR_DESTINATION_COUNTRY':
    case 'SENDER_ID_NOT_SUPPORTED':
      return { state: 'refused', reason: 'not-reachable', why };
    case 'MAXIMUM_SIZE_EXCEEDED':
      return { state: 'refused', reason: 'too-long', why };
    default:
      return { state: 'refused', reason: 'rejected', why };
  }
}

function reasonOf(error: SmsException): string | undefined {
  const reason: unknown = 'Reason' in error ? error.Reason : undefined;
  return typeof reason === 'string' && /^\w{1,80}$/.test(reason) ? reason : undefined;
}
