import { customerSchema } from '../../../lambdas/failures/definition/customer';

const whole = {
  id: 'cus_501',
  name: 'Zoë Park',
  email: 'zoe@example.com',
  locale: 'en-GB',
  timeZone: 'Europe/London',
  phone: '+442079460123',
  channels: [{ channel: 'weibo', handle: 'zoe' }],
};

it('takes a customer as they are', () => {
  expect(customerSchema.parse(whole)).toEqual(whole);
});

it('needs nothing but an id', () => {
  expect(customerSchema.parse({ id: 'cus_501' })).toEqual({ id: 'cus_501' });
  expect(customerSchema.safeParse({ ...whole, id: '' }).success).toBe(false);
});

it.each([
  ['en_GB', 'en-GB'],
  ['zh_TW', 'zh-TW'],
  ['zh_Hant_TW', 'zh-Hant-TW'],
  ['de_DE.UTF-8', 'de-DE'],
  ['ca_ES@euro', 'ca-ES'],
  [' fr-CA ', 'fr-CA'],
])('reads the locale %s as %s', (written, locale) => {
  expect(customerSchema.parse({ ...whole, locale: written }).locale).toBe(locale);
});

it.each([
  { locale: 'english please' },
  { locale: '' },
  { locale: null },
  { locale: 44 },
  { name: '   ' },
  { name: '\u200b\u3164' },
  { name: null },
  { name: { first: 'Zoë' } },
  { timeZone: 'Mars/Olympus' },
  { timeZone: null },
  { phone: 'call me' },
  { channels: [{ channel: '' }] },
])('what cannot be read in %j counts as missing, and keeps nobody’s money back', (change) => {
  const [field = ''] = Object.keys(change);
  const { [field]: _, ...others }: Record<string, unknown> = whole;
  expect(customerSchema.parse({ ...whole, ...change })).toEqual(others);
});

it('reads a phone number with the signs that people put into it', () => {
  expect(customerSchema.parse({ ...whole, phone: '+44 (20) 7946-0123' }).phone).toBe('+442079460123');
});

it('keeps as much of a name as a greeting holds', () => {
  expect(customerSchema.parse({ ...whole, name: 'Z'.repeat(900) }).name).toHaveLength(200);
});
