import type { Child, FC } from 'hono/jsx';

export interface DataTableProps {
  readonly head: readonly string[];
  /** A cell for each column. */
  readonly rows: readonly (readonly Child[])[];
}

/**
 * A table. On a phone each row is a card, in which each cell says itself what it is. A keyboard gets into it where it is
 * wider than its place.
 */
export const DataTable: FC<DataTableProps> = ({ head, rows }) => (
  <div class="scroll" tabindex={0}>
    <table class="stacked">
      <thead>
        <tr>
          {head.map((name) => (
            <th scope="col">{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells) => (
          <tr>
            {cells.map((cell, column) => (
              <td data-label={head[column]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
