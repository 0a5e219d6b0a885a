import type { SendRawEmailCommand, SESClient } from '@aws-sdk/client-ses';
import { SesMailForwarder } from '../../../lambdas/email/owners/ses-mail-forwarder';
import type { ForwardedMail } from '../../../lambdas/email/owners/mail-forwarder';

const original = Buffer.from('From: ada@example.com\r\nSubject: Re: Sorry\r\n\r\nStill no money.\r\n');
const mail: ForwardedMail = {
  mailbox: 'help@example.com',
  from: 'ada@example.com',
  subject: 'Re: Sorry\r\nBcc: eve@example.com',
  reference: 'R7K4-M2QX',
  remedyId: 'rem_1',
  customerId: 'cus_1',
  original,
};

async function forwarded(
  change: Partial<ForwardedMail> = {},
): Promise<{ raw: string; to: readonly string[] | undefined }> {
  const commands: SendRawEmailCommand[] = [];
  const send = async (command: SendRawEmailCommand) => {
    commands.push(command);
    return { MessageId: 'one' };
  };
  const sender = { name: 'Example Films', email: 'care@example.com' };
  await new SesMailForwarder({ send } as unknown as SESClient, sender).forward({ ...mail, ...change });
  const input = commands[0]?.input;
  return { raw: Buffer.from(input?.RawMessage?.Data ?? []).toString('utf8'), to: input?.Destinations };
}

it('a mail is sent on from our own address, with the mail itself attached to the letter', async () => {
  const { raw, to } = await forwarded();
  expect(to).toEqual(['help@example.com']);
  expect(raw).toMatch(/^From: Example Films <care@example\.com>/m);
  expect(raw).toMatch(/^Reply-To: ada@example\.com/m);
  expect(raw).toMatch(/^Auto-Submitted: auto-generated/m);
  expect(raw).toContain('Content-Type: message/rfc822; name=original.eml');
  expect(raw).toContain('Still no money.');
  expect(raw).toContain('amends conversations show cus_1 rem_1');
});

it('what a stranger wrote into a subject becomes no header', async () => {
  expect((await forwarded()).raw).not.toMatch(/^Bcc:/m);
});

it('what is not believed is marked, and what may do harm is not attached', async () => {
  const { raw } = await forwarded({
    disbelieved: 'it is from another address',
    original: undefined,
    place: 's3://bucket/mails/1',
  });
  expect(raw).toMatch(/^Subject: \[from another address\]/m);
  expect(raw).not.toContain('message/rfc822');
  expect(raw).toContain('s3://bucket/mails/1');
});

it('a mail of the customer that is one too many is not said to be from another address', async () => {
  const { raw } = await forwarded({ unheard: 'there were too many of them today' });
  expect(raw).not.toMatch(/another address/i);
  expect(raw).toMatch(/^Subject: \[in no conversation\]/m);
  expect(raw).toContain('there were too many of them today');
});
