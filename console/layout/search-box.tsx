import type { FC } from 'hono/jsx';
import type { Visit } from '../visit/visit';
import { TokenField } from '../fields/token-field';

/** Finds whatever somebody has in hand. It is posted, so that no address of a page says what was typed. */
export const SearchBox: FC<{ readonly visit: Visit; readonly typed?: string | undefined }> = ({ visit, typed }) => (
  <form method="post" action="/search" role="search" class="search">
    <TokenField visit={visit} />
    <input
      type="search"
      name="text"
      value={typed}
      maxlength={200}
      required
      autocomplete="off"
      aria-label="Customer, order, payment, remedy or reference"
      placeholder="Customer, order, payment, reference"
    />
    <button type="submit" class="quiet">
      Search
    </button>
  </form>
);
