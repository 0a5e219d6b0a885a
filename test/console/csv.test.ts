import { csvOf } from '../../console/lists/csv';

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])(
  '%j is text in a spreadsheet, and no formula',
  (cell) => {
    expect(csvOf([[cell]])).toBe(`"'${cell}"\r\n`);
  },
);

it('what holds a comma, a quote or a line break stays one cell, and a row ends as the format says', () => {
  expect(csvOf([['a,b', 'say "so"', 'two\nlines', 'plain']])).toBe('"a,b","say ""so""","two\nlines",plain\r\n');
});
