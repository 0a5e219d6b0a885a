import { csvOf } from '../../console/lists/csv';

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '＝1'])('%j is text in a spreadsheet, and no formula', (cell) => {
  expect(csvOf([[cell]])).toBe(`"'${cell}"\r\n`);
});

it.each([
  ['late;=1+1;', "late;'=1+1;"],
  ['late; @SUM(A1)', "late; '@SUM(A1)"],
  ['late\t-1', "late\t'-1"],
  ['late\n+1', "late\n'+1"],
  ['\t=1', "\t'=1"],
  ['\r=1', "\r'=1"],
  [' =1+1', " '=1+1"],
])('%j is no formula either where a spreadsheet parts cells at semicolons, tabs or ends of lines', (cell, written) => {
  expect(csvOf([['a', cell]])).toBe(`a,"${written}"\r\n`);
});

it('what holds a comma, a quote or a line break stays one cell, and a row ends as the format says', () => {
  expect(csvOf([['a,b', 'say "so"', 'two\nlines', 'plain']])).toBe('"a,b","say ""so""","two\nlines",plain\r\n');
});
