import { refusalByLimits, SendingRate } from '../../../../local/emulator/mail/ses-limits';
import { readSesRequest, type SesRefusal } from '../../../../local/emulator/mail/ses-request';

const mime = 'From: care@example.com\r\nTo: zoe@example.com\r\nSubject: Sorry\r\n\r\nWe are sorry.\r\n';

/** What becomes of a request, otherwise as our mails are. */
function refusal({
  raw = mime,
  to = ['zoe@example.com'],
  tags = { remedyId: 'rem_1' },
}: {
  readonly raw?: string | Buffer;
  readonly to?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
}): SesRefusal | undefined {
  const form = new URLSearchParams({ Action: 'SendRawEmail', 'RawMessage.Data': Buffer.from(raw).toString('base64') });
  to.forEach((address, index) => form.set(`Destinations.member.${index + 1}`, address));
  Object.entries(tags).forEach(([name, value], index) => {
    form.set(`Tags.member.${index + 1}.Name`, name);
    form.set(`Tags.member.${index + 1}.Value`, value);
  });
  return refusalByLimits(readSesRequest(form.toString()));
}

it('takes a mail as it should be', () => {
  expect(refusal({})).toBeUndefined();
  expect(refusal({ tags: { customer: 'a'.repeat(256), template: 'apology' } })).toBeUndefined();
  expect(refusal({ raw: `${mime}${'x'.repeat(998)}\r\n` })).toBeUndefined();
});

it.each([
  ['a tag that is longer than SES takes', { tags: { customer: 'a'.repeat(257) } }, 'InvalidParameterValue'],
  ['a tag with other signs', { tags: { customer: 'cus 1' } }, 'InvalidParameterValue'],
  ['a tag that is empty', { tags: { customer: '' } }, 'InvalidParameterValue'],
  ['a bare line feed', { raw: mime.replaceAll('\r\n', '\n') }, 'MessageRejected'],
  ['a bare carriage return', { raw: `${mime}and\rmore\r\n` }, 'MessageRejected'],
  ['a line of more than a thousand characters', { raw: `${mime}${'x'.repeat(999)}\r\n` }, 'MessageRejected'],
  ['more than ten megabytes', { raw: Buffer.alloc(10 * 1024 * 1024 + 1, 'x\r\n') }, 'MessageRejected'],
  [
    'more than fifty recipients',
    { to: Array.from({ length: 51 }, (_, n) => `a${n}@example.com`) },
    'InvalidParameterValue',
  ],
])('refuses %s, as SES or a receiver does', (_, mail, code) => {
  expect(refusal(mail)?.code).toBe(code);
});

it.each([
  'zoe',
  'zoe@',
  '@example.com',
  'zo\u00eb@example.com',
  'zoe park@example.com',
  'zoe@example',
  'zoe@.example.com',
  'zoe@example..com',
  'zoe@-example.com',
  'zoe@b\u00fccher.example.com',
  `${'z'.repeat(65)}@example.com`,
  'zoe@example.com, all@example.com',
])('refuses the address %j, as SES does', (address) => {
  expect(refusal({ to: [address] })?.code).toBe('InvalidParameterValue');
});

it.each(['o&m@example.com', 'taro..yamada@example.com', 'user@xn--e1afmkfd.xn--p1ai', 'Zoe <zoe@example.com>'])(
  'takes the address %j, which somebody may have',
  (address) => {
    expect(refusal({ to: [address] })).toBeUndefined();
  },
);

it('an account sends as many mails a second as it may, and the next second as many again', () => {
  let now = 5_000;
  const rate = new SendingRate(14, () => now);
  const second = () => Array.from({ length: 20 }, () => rate.take()?.code).filter((code) => code !== undefined);
  expect(second()).toEqual(Array(6).fill('Throttling'));
  now = 6_000;
  expect(second()).toHaveLength(6);
});
