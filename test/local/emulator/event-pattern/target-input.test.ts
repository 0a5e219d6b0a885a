import { inputOf, readTargetInput } from '../../../../local/emulator/event-pattern/target-input';

const event = { source: 'amends', detail: { customerId: 'cus_1', amounts: [{ amountMinor: 399 }], note: null } };

const read = (given: object): unknown => JSON.parse(inputOf(readTargetInput(given), event));

it('a target is handed the event, a constant, or what stands at a path', () => {
  expect(read({})).toEqual(event);
  expect(read({ Input: '{"wake":true}' })).toEqual({ wake: true });
  expect(read({ InputPath: '$.detail.customerId' })).toBe('cus_1');
  expect(read({ InputPath: '$' })).toEqual(event);
});

it('a transformer hands over what its template names, of whatever kind, and leaves out what is not there', () => {
  const InputPathsMap = {
    'detail-customerId': '$.detail.customerId',
    amounts: '$.detail.amounts',
    gone: '$.detail.incidentId',
    inherited: '$.detail.constructor',
  };
  const InputTemplate =
    '{"who":<detail-customerId>,"list":[<amounts>,"<b> stays no variable"],"gone":<gone>,"of":{"x":<inherited>},"n":1}';
  expect(() => read({ InputTransformer: { InputPathsMap, InputTemplate } })).toThrow('knows only templates in JSON');
  expect(
    read({
      InputTransformer: { InputPathsMap, InputTemplate: InputTemplate.replace('<b> stays no variable', 'as it is') },
    }),
  ).toEqual({ who: 'cus_1', list: [[{ amountMinor: 399 }], 'as it is'], of: {}, n: 1 });
});

it.each([
  ['two at once', { Input: '{}', InputPath: '$' }, 'one of Input, InputPath and InputTransformer'],
  ['an index', { InputPath: '$.detail.amounts[0]' }, 'follows no path like $.detail.amounts[0]'],
  ['a text', { InputTransformer: { InputPathsMap: {}, InputTemplate: 'nothing to parse' } }, 'only templates in JSON'],
  [
    'a variable within a text',
    { InputTransformer: { InputPathsMap: { id: '$.id' }, InputTemplate: '{"text":"it is <id>"}' } },
    'only templates in JSON',
  ],
  [
    'a variable that nobody defined',
    { InputTransformer: { InputPathsMap: {}, InputTemplate: '{"id":<id>}' } },
    'InputPathsMap has no id',
  ],
])('what the local system would hand over otherwise than EventBridge is refused: %s', (_, given, why) => {
  expect(() => readTargetInput(given)).toThrow(why);
});
