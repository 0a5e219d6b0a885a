import { disbelievedBecause } from '../../../lambdas/email/inbound/believed-sender';
import { PostalMimeReader } from '../../../lambdas/email/inbound/postal-mime-mail';
import type { ReceivedMail } from '../../../lambdas/email/inbound/received-mail';

// Read by the reader that runs, because what a sender is hides in how `From` is read.

const customer = 'ada@example.com';
const pass = { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' } as const;

async function why(head: readonly string[], change: Partial<ReceivedMail> = {}): Promise<string | undefined> {
  const raw = Buffer.from([...head, 'Subject: Re: Sorry', '', 'Still no money.', ''].join('\r\n'), 'utf8');
  const mail = await new PostalMimeReader().read(raw);
  const received = { id: 'm', envelopeSender: customer, recipients: [], verdicts: pass, at: '2026-11-04T08:00:00Z' };
  return disbelievedBecause(mail, { ...received, ...change }, customer);
}

it.each([
  ['From: ada@example.com, eve@example.net'],
  ['From: ada@example.com', 'From: eve@example.net'],
  ['From: ada@example.com', 'From: ada@example.com'],
  ['From: eve@example.net <ada@example.com>'],
  ['From: "eve@example.net" <ada@example.com>'],
  ['From: =?utf-8?q?eve=40example.net?= <ada@example.com>'],
  ['From: eve@example.net (x) ada@example.com'],
  ['From: ada@example.com (eve@example.net)'],
  ['From: ada@example.com.example.net <ada@example.com>'],
  ['From: people: ada@example.com, eve@example.net;'],
  ['From: <@example.net:ada@example.com>'],
  ['From: ada@example.com,\r\n eve@example.net'],
])('nobody is believed who puts more than one address into their mail: %j', async (...head) => {
  await expect(why(head)).resolves.toBe('it is from another address');
});

it.each([
  'From: ada@example.com',
  'From: Ada <Ada@Example.com>',
  'From: "Lovelace, Ada" <ada@example.com>',
  'From: =?utf-8?q?Ad=C3=A4?= <ada@example.com>',
  'From: "ada@example.com" <ada@example.com>',
  'From: ada@example.com (Ada)',
])('a customer is believed as mail programs write them: %s', async (from) => {
  await expect(why([from])).resolves.toBeUndefined();
});

describe('where the domain has no DMARC', () => {
  const gray = { ...pass, dmarc: 'GRAY' } as const;

  it('an envelope of that very domain proves it', async () => {
    await expect(why([`From: ${customer}`], { verdicts: gray })).resolves.toBeUndefined();
  });

  it.each(['example.net', 'sub.example.com', 'com'])('an envelope of %s proves nothing', async (domain) => {
    const envelopeSender = `x@${domain}`;
    await expect(why([`From: ${customer}`], { verdicts: gray, envelopeSender })).resolves.toMatch('cannot tell');
  });

  it.each([
    ['d=example.com; s=a', undefined],
    ['v=1; d=example.com', undefined],
    ['d=sub.example.com; s=a', 'cannot tell'],
    ['d=example.com/.example.net; s=a', 'cannot tell'],
    ['d=example.com x; s=a', 'cannot tell'],
    ['d=com; s=a', 'cannot tell'],
  ])('a signature proves its very domain: %s', async (signature, expected) => {
    const change = { verdicts: { ...gray, spf: 'FAIL' as const } };
    const found = await why([`DKIM-Signature: ${signature}`, `From: ${customer}`], change);
    expect(found === undefined ? undefined : /cannot tell/.exec(found)?.[0]).toBe(expected);
  });
});
