import type { FC } from 'hono/jsx';
import type { Visit } from '../../visit/visit';
import { causes } from '../../lists/causes';
import { Choice } from '../../lists/choice';
import { titleOf } from '../../elements/titles';
import { TokenField } from '../../fields/token-field';
import { filterText, states, type RemedyFilter } from './remedy-filter';

export interface FilterFormProps {
  readonly filter: RemedyFilter;
  /** The failure types that there are. */
  readonly types: readonly string[];
  readonly isOpen: boolean;
  readonly visit: Visit;
}

/**
 * Narrows the list. It is sent as a form, and answered with an address that holds its values, so that a mail address
 * which somebody types comes into none.
 */
export const FilterForm: FC<FilterFormProps> = ({ filter, types, isOpen, visit }) => {
  const narrowedTo = filterText(filter);
  return (
    <details open={isOpen}>
      <summary>{narrowedTo === '' ? 'Narrow the list' : `Narrowed to ${narrowedTo}`}</summary>
      <form method="post" action="/remedies" class="filter">
        <TokenField visit={visit} />
        <Choice name="state" label="State" value={filter.state} among={states.map((one) => [one, titleOf(one)])} />
        <Choice name="cause" label="Held because" value={filter.cause} among={Object.entries(causes)} />
        <Choice name="type" label="What failed" value={filter.type} among={types.map((one) => [one, titleOf(one)])} />
        <label>
          Part of the reason
          <input name="reason" maxlength={200} value={filter.reason} autocomplete="off" />
        </label>
        <label>
          Customer’s id
          <input name="customer" value={filter.customer} autocomplete="off" />
        </label>
        <label>
          In that state since, UTC
          <input name="since" type="datetime-local" value={filter.since} />
        </label>
        <p class="buttons">
          <button type="submit">Narrow</button>
          {narrowedTo !== '' && <a href="/remedies">Everything</a>}
        </p>
      </form>
    </details>
  );
};
