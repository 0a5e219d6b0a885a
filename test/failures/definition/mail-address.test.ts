import { mailAddressSchema } from '../../../lambdas/failures/definition/mail-address';

it.each([
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
])('takes %s, which somebody may have', (address) => {
  expect(mailAddressSchema.parse(address)).toBe(address);
});

it('is the same address however its letters are composed', () => {
  expect(mailAddressSchema.parse('zoe\u0308@example.com')).toBe('zo\u00eb@example.com');
});

it.each([
  'zoe',
  'zoe at example.com',
  'zoe@example',
  '@example.com',
  'zoe@',
  'zoe@@example.com',
  'zoe@-example.com',
  'zoe@example-.com',
  'zoe@example..com',
  'zoe@example.com\r\nBcc: all@example.com',
  'zoe\n@example.com',
  'zoe@example.com, all@example.com',
  'zoe@example.com;all@example.com',
  '"zoe,all"@example.com',
  'Zoe <zoe@example.com>',
  'zoe@[127.0.0.1]',
  'zo\u200be@example.com',
  'zoe\u202e@example.com',
  'zoe\u0000@example.com',
  'zoe@exam\u00adple.com',
  `${'z'.repeat(65)}@example.com`,
  `zoe@${'example.'.repeat(32)}com`,
])('refuses %p', (address) => {
  expect(mailAddressSchema.safeParse(address).success).toBe(false);
});
