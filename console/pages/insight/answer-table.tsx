import type { FC } from 'hono/jsx';
import { cellText, columnTitle, isNumeric, shownColumns, type Row } from './cell-text';

export interface AnswerTableProps {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly locale: string;
}

/** So many rows are on a page. A file has them all. */
const mostRows = 500;

/** The answer in numbers. It says whatever the picture above it shows. */
export const AnswerTable: FC<AnswerTableProps> = ({ title, columns, rows, locale }) => {
  const shown = shownColumns(columns);
  const numeric = new Set(shown.filter((column) => isNumeric(column, rows)));
  return (
    <>
      <div class="scroll" tabindex={0} role="region" aria-label={`${title}, as a table`}>
        <table class="stacked">
          <thead>
            <tr>
              {shown.map((column) => (
                <th scope="col" class={numeric.has(column) ? 'number' : undefined}>
                  {columnTitle(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, mostRows).map((row) => (
              <tr>
                {shown.map((column) => (
                  <td data-label={columnTitle(column)} class={numeric.has(column) ? 'number' : undefined}>
                    {cellText(row, column, locale)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > mostRows && (
        <p class="hint">
          The first {mostRows} of {rows.length} rows. The file has them all.
        </p>
      )}
    </>
  );
};
