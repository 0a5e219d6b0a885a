import { idSchema } from '../../lambdas/model/business-id';

const schema = idSchema();

it('takes the same letters composed otherwise as the same id', () => {
  const [composed, decomposed] = ['zo\u00eb', 'zoe\u0308'].map((id) => schema.parse(id));
  expect(composed).toBe(decomposed);
  expect(composed).toBe('zo\u00eb');
});

it('keeps the case of letters, and letters of all scripts', () => {
  for (const id of ['Cus_1', 'cus_1', 'Ä-1', '顧客/42', 'клиент 7', 'ord#9.1:x']) expect(schema.parse(id)).toBe(id);
});

it('takes no notice of spaces around it', () => {
  expect(schema.parse(' cus_1 ')).toBe('cus_1');
});

it.each([
  ['a control character', 'cus\u00001'],
  ['a line break', 'cus_1\n'],
  ['a delete', 'cus\u007f1'],
  ['a zero-width space', 'cus\u200b1'],
  ['a zero-width joiner', 'cus\u200d1'],
  ['a byte order mark', '\ufeffcus_1'],
  ['a soft hyphen', 'cus\u00ad1'],
  ['a bidi override', 'cus\u202e1'],
  ['a bidi isolate', 'cus\u20661'],
  ['a line separator', 'cus\u20281'],
  ['a variation selector', 'cus\ufe0f1'],
  ['a tag character', 'cus\u{e0041}1'],
  ['a Hangul filler', 'cus\u31641'],
  ['an empty braille cell', 'cus\u28001'],
  ['the place of an object', 'cus\ufffc1'],
  ['half a character', 'cus\ud8001'],
])('refuses %s in it, and says so', (_what, id) => {
  const { success, error } = schema.safeParse(id);
  expect(success).toBe(false);
  expect(error?.issues.map(({ message }) => message)).toEqual(['must not hold control, zero-width or bidi characters']);
});

it('is counted as it is kept', () => {
  expect(schema.safeParse('e\u0308'.repeat(200)).success).toBe(true);
  expect(schema.safeParse('\u00eb'.repeat(201)).success).toBe(false);
  expect(schema.safeParse('  ').success).toBe(false);
});
