import type { FC } from 'hono/jsx';
import type { Drawing } from '../../../lambdas/insight/questions/question';
import { titleOf } from '../../elements/titles';
import { Bars } from './bars';
import { cellText, numberIn, type Row } from './cell-text';
import { Lines } from './lines';

export interface DrawnAnswerProps {
  readonly title: string;
  readonly drawing: Drawing;
  readonly rows: readonly Row[];
  readonly locale: string;
}

/** So many bars can be seen at once. */
const mostBars = 25;

/** An answer as a picture. Amounts of several currencies are in several ones, for they have no common length. */
export const DrawnAnswer: FC<DrawnAnswerProps> = ({ title, drawing, rows, locale }) => {
  const { label, value, series } = drawing;
  if (drawing.as === 'lines' && series !== undefined) {
    return <Lines title={`${title}, a line for each ${words(series)}`} {...linesOf(rows, label, value, series)} />;
  }
  const isMoney = value.endsWith('_minor');
  const currencies = isMoney ? [...new Set(rows.map((row) => row['currency'] ?? ''))] : [''];
  return (
    <>
      {currencies.map((currency) => {
        const ofCurrency = isMoney ? rows.filter((row) => (row['currency'] ?? '') === currency) : rows;
        const shown = ofCurrency.slice(0, mostBars);
        const bars = shown.map((row) => ({
          label: labelOf(row, label, shown),
          value: numberIn(row, value) ?? 0,
          text: cellText(row, value, locale) || 'not known',
        }));
        return (
          <>
            <Bars
              title={`${title}: ${words(value)} by ${words(label)}${isMoney ? `, in ${currency}` : ''}`}
              bars={bars}
            />
            {ofCurrency.length > mostBars && (
              <p class="hint">
                The first {mostBars} of {ofCurrency.length}. All are in the table.
              </p>
            )}
          </>
        );
      })}
    </>
  );
};

/** A name that others have too says whose it is. */
function labelOf(row: Row, column: string, rows: readonly Row[]): string {
  const text = row[column] ?? 'not known';
  const name = /^\d{4}-/.test(text) ? text : titleOf(text);
  if (rows.filter((other) => other[column] === row[column]).length < 2) return name;
  const beside = Object.entries(row).find(
    ([other, known]) => other !== column && known !== null && !/^-?\d/.test(known) && other !== 'currency',
  );
  return beside === undefined ? name : `${name}, ${titleOf(beside[1] ?? '')}`;
}

function linesOf(rows: readonly Row[], label: string, value: string, series: string) {
  const labels = [...new Set(rows.map((row) => row[label] ?? ''))].toSorted();
  const names = [...new Set(rows.map((row) => row[series] ?? ''))].toSorted();
  const valueAt = (name: string, at: string): number => {
    const found = rows.find((row) => row[series] === name && row[label] === at);
    return found ? (numberIn(found, value) ?? 0) : 0;
  };
  return {
    labels,
    series: names.map((name) => ({ name: titleOf(name), values: labels.map((at) => valueAt(name, at)) })),
  };
}

function words(column: string): string {
  return column.replace(/_(minor|seconds|minutes|percent|millionths)$/, '').replaceAll('_', ' ');
}
