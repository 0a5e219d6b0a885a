import { keepingMails } from '../../../lambdas/runtime/sent/keeping-wiring';
import { wireMails } from '../../../lambdas/runtime/handlers/apology-handler';
import { MailsNotKeptError } from '../../../lambdas/runtime/wiring/apology-wiring';
import { S3SentMails } from '../../../lambdas/email/sent/s3-sent-mails';
import { RecordingObserver } from '../../fakes/recording-observer';

const before = process.env;
const settings = {
  AWS_REGION: 'eu-west-1',
  LEDGER_TABLE_NAME: 'Ledger',
  EVENT_BUS_NAME: 'Bus',
  OWNERS: '{}',
  LIMITS: '{}',
  SENDER_EMAIL: 'care@example.com',
  SENDER_NAME: 'Example Films',
  REPLY_TO_EMAIL: 'help@example.com',
  SIGNATORY_NAME: 'Nora Lind',
  SIGNATORY_ROLE: 'Customer care',
  SES_CONFIGURATION_SET: 'Mails',
};
beforeEach(() => (process.env = { ...before, ...settings }));
afterEach(() => (process.env = before));

const keeping = (wire: typeof wireMails) => wire(new RecordingObserver()).ports.keeping;
const which = { customerId: 'cus_1', remedyId: 'rem_1', template: 'apology', messageId: 'm' };

it('mails are kept in the bucket that the function is told of, within seconds', () => {
  process.env['SENT_MAILS_BUCKET_NAME'] = 'Mails';
  const kept = keeping(keepingMails());
  expect(kept?.mails).toBeInstanceOf(S3SentMails);
  expect(kept?.deadline().aborted).toBe(false);
  expect(kept?.newSalt()).not.toBe(kept?.newSalt());
});

it('without a bucket none are kept, whichever function it is', () => {
  expect([keeping(wireMails), keeping(keepingMails())]).toEqual([undefined, undefined]);
});

it('an entry that cannot keep mails says so of each, and how it is made', async () => {
  process.env['SENT_MAILS_BUCKET_NAME'] = 'Mails';
  const kept = keeping(wireMails)?.mails.keep(which, 'a mail', new AbortController().signal);
  await expect(kept).rejects.toThrow(MailsNotKeptError);
  await expect(kept).rejects.toThrow('keepingMails()');
});
