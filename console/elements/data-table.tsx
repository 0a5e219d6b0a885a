import type { Child, FC } from 'hono/jsx';

export interface DataTableProps {
  readonly head: readonly string[];
  /** A cell for each column. */
  readonly rows: readonly (readonly Child[])[];
  /** True where cells say what they are without a name: short ones stand beside each other there, the last below. */
  readonly isCompact?: boolean;
}

/**
 * A table. On a phone each row is a card, in which each cell says itself what it is. A keyboard gets into it where it
 * is wider than its place.
 */
export const DataTable: FC<DataTableProps> = ({ head, rows, isCompact = false }) => (
  <div class="scroll" tabindex={0}>
    <table class={isCompact ? 'stacked compact' : 'stacked'}>
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
              <td data-label={isCompact ? undefined : head[column]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
