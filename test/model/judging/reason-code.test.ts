import { defaultReasonCodes, reasonCodeProblems } from '../../../lambdas/model/judging/reason-code';

it('the usual list has nothing wrong with it', () => {
  expect(reasonCodeProblems(defaultReasonCodes)).toEqual([]);
});

it.each([
  [
    'nobody could reject',
    [{ code: 'old', label: 'Old', isRetired: true }],
    ['none is offered, so nobody could reject anything'],
  ],
  [
    'two have one name',
    [
      { code: 'a', label: 'A' },
      { code: 'a', label: 'B' },
    ],
    ['a is there twice'],
  ],
  ['a code is a sentence', [{ code: 'Not ours', label: 'A' }], ['"Not ours" is not a code such as outside-policy']],
  ['a label says nothing', [{ code: 'a', label: ' ' }], ['the label of a is one line of 1 to 60 characters']],
])('a list is refused where %s', (_, codes, problems) => {
  expect(reasonCodeProblems(codes)).toEqual(problems);
});
