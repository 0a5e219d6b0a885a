import type { FC } from 'hono/jsx';
import { remediesOnPage } from '../../lambdas/flow/operate/remedy-list';
import type { Form } from '../visit/form';
import { Onward } from './onward';

/** So many rows are on one page of a list. */
const rowsOfPage = remediesOnPage;

/** Which page an address asks for, from 1 on. */
export function pageNumberIn(values: Readonly<Record<string, string | undefined>>): number {
  const text = values['page'] ?? '';
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1;
}

export interface PagerProps {
  readonly to: string;
  /** What the list is asked for besides. */
  readonly values: Form;
  /** The token of the session's forms, where the values may stand in no address. */
  readonly token?: string | undefined;
  readonly pageNumber: number;
  /** How many rows there are in all. */
  readonly count: number;
}

/** Leads to the other pages of a list. Nothing where one holds all of it. */
export const Pager: FC<PagerProps> = ({ to, values, token, pageNumber, count }) => {
  if (count <= rowsOfPage) return null;
  const first = (pageNumber - 1) * rowsOfPage + 1;
  const last = Math.min(count, pageNumber * rowsOfPage);
  const at = (page: number): Form => ({ ...values, page: String(page) });
  return (
    <p class="buttons">
      {pageNumber > 1 && (
        <Onward to={to} values={at(pageNumber - 1)} token={token}>
          Those before
        </Onward>
      )}
      <span>{first <= count ? `${first} to ${last} of ${count}` : `There are ${count}`}</span>
      {last < count && (
        <Onward to={to} values={at(pageNumber + 1)} token={token}>
          Those after
        </Onward>
      )}
    </p>
  );
};
