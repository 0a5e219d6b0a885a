import * as z from 'zod/mini';
import type { ReceivedMail } from './received-mail';

const verdict = z._default(
  z.object({ status: z._default(z.enum(['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED', 'DISABLED']), 'DISABLED') }),
  { status: 'DISABLED' },
);

/**
 * What is read of SES's event about a mail that came:
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html
 */
const receiptSchema = z.object({
  Records: z.tuple([
    z.object({
      eventSource: z.literal('aws:ses'),
      ses: z.object({
        mail: z.object({
          messageId: z.string().check(z.regex(/^[\w-]{1,100}$/)),
          source: z._default(z.string(), ''),
          timestamp: z.iso.datetime({ offset: true }),
        }),
        receipt: z.object({
          recipients: z.array(z.string()),
          spamVerdict: verdict,
          virusVerdict: verdict,
          spfVerdict: verdict,
          dkimVerdict: verdict,
          dmarcVerdict: verdict,
        }),
      }),
    }),
  ]),
});

/** The mail that an event of SES tells of. Undefined where it tells of none. */
export function receivedMailIn(event: unknown): ReceivedMail | undefined {
  const parsed = receiptSchema.safeParse(event);
  if (!parsed.success) return undefined;
  const { mail, receipt } = parsed.data.Records[0].ses;
  return {
    id: mail.messageId,
    envelopeSender: mail.source,
    recipients: receipt.recipients,
    verdicts: {
      spam: receipt.spamVerdict.status,
      virus: receipt.virusVerdict.status,
      spf: receipt.spfVerdict.status,
      dkim: receipt.dkimVerdict.status,
      dmarc: receipt.dmarcVerdict.status,
    },
    at: mail.timestamp,
  };
}
