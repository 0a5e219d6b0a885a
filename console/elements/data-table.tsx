import type { Child, FC } from 'hono/jsx';

export interface DataTableProps {
  readonly head: readonly string[];
  /** A cell for each column. */
  readonly rows: readonly (readonly Child[])[];
}

/** A table. On a phone each row is a card, in which each cell says itself what it is. */
export const DataTable: FC<DataTableProps> = ({ head, rows }) => (
  <div class="scroll">
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
