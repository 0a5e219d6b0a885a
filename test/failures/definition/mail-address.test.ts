import { isOneAddress, mailAddressSchema } from '../../../lambdas/failures/definition/mail-address';

const taken = [
  'zoe@example.com',
  'o&m@example.com',
  'user@xn--e1afmkfd.xn--p1ai',
  'taro..yamada@example.com',
  'taro.@docomo.example.com',
  "o'hara@example.com",
  'a+b=c/d!#$%*?^_`{|}~-@example.com',
  'zo\u00eb@example.com',
  'grüße@bücher.example.com',
  '用户@例子.测试',
  'почта@пример.рф',
  'me@sub.sub.example.co.uk',
];

it.each(taken)('takes %s, which somebody may have, and mails it', (address) => {
  expect(mailAddressSchema.parse(address)).toBe(address);
  expect(isOneAddress(address)).toBe(true);
});

it('is the same address however its letters are composed, and without the space around it', () => {
  expect(mailAddressSchema.parse(' zoe\u0308@example.com\n')).toBe('zo\u00eb@example.com');
});

it.each([
  'zoe',
  'zoe at example.com',
  '@example.com',
  'zoe@',
  'zoe@@example.com',
  'zoe@example.com, all@example.com',
  'zoe@example.com;all@example.com',
  '"zoe,all"@example.com',
  'Zoe <zoe@example.com>',
  'zoe@[127.0.0.1]',
  'zo\u200be@example.com',
  'zoe\u202e@example.com',
  'zoe@exam\u00adple.com',
])('takes %p as it is, so that nobody’s money waits for it, and never mails it', (address) => {
  expect(mailAddressSchema.parse(address)).toBe(address);
  expect(isOneAddress(address)).toBe(false);
});

it.each(['zoe@example', 'zoe@-example.com', 'zoe@example..com', `${'z'.repeat(65)}@example.com`])(
  'leaves it to the mail service whether it takes %p',
  (address) => {
    expect(mailAddressSchema.parse(address)).toBe(address);
    expect(isOneAddress(address)).toBe(true);
  },
);

it.each([undefined, null, '', '  ', 'z'.repeat(1_001)])('%p is no address', (address) => {
  expect(mailAddressSchema.parse(address)).toBeUndefined();
});

it.each([
  'zoe@example.com\r\nBcc: all@example.com',
  'zoe\n@example.com',
  'zoe\u0000@example.com',
  'zoe\u2028@example.com',
])('refuses %p, which could forge a header', (address) => {
  expect(mailAddressSchema.safeParse(address).success).toBe(false);
});
