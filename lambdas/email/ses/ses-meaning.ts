import { SESServiceException } from '@aws-sdk/client-ses';
import { wasNeverConnected } from '../../model/connection';
import { redacted } from '../../model/guards/redacted';
import { AddressRefusedError, MailNotTakenError, MailRateError, MailServiceFailedError } from '../mailer';

/** What an error says of the mail. */
export function meaningOf(error: unknown): unknown {
  if (wasNeverConnected(error)) return notTaken(error);
  // By the status, because the SDK attributes every error that it does not know to the client, also an internal one of
  // SES.
  const status = error instanceof SESServiceException ? error.$metadata.httpStatusCode : undefined;
  if (status === undefined) return error;
  if (status >= 500) return new MailServiceFailedError(`SES failed with status ${status}`, { cause: error });
  if (status < 400) return error;
  if (isAboutAddress(error)) {
    return new AddressRefusedError('SES takes no mail to this address', { cause: error });
  }
  return isTooFast(error)
    ? new MailRateError('SES takes no more mails this second', { cause: error })
    : notTaken(error);
}

/** The quota of a day is the same error, and a moment later it is used up still. */
function isTooFast(error: unknown): boolean {
  return error instanceof SESServiceException && /^Throttling/.test(error.name) && /sending rate/i.test(error.message);
}

/** Sender, tags and configuration set are the same in every mail, so what SES finds invalid is the address. */
function isAboutAddress(error: unknown): boolean {
  return error instanceof SESServiceException && error.name === 'InvalidParameterValue' && !/tag/i.test(error.message);
}

function notTaken(cause: unknown): MailNotTakenError {
  const reason = cause instanceof Error ? `${cause.name}: ${redacted(cause.message)}` : 'no reason given';
  return new MailNotTakenError(
    `SES did not accept the mail (${reason}). Check that the sender is a verified identity in this region, that the ` +
      'account is out of the SES sandbox, and that its sending rate is not used up.',
    { cause },
  );
}
