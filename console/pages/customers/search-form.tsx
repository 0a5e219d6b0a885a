import type { FC } from 'hono/jsx';
import { TokenField } from '../../fields/token-field';
import type { Form } from '../../visit/form';
import type { Visit } from '../../visit/visit';

/** Finds a customer, or one remedy of theirs. It is posted, so that no address of a page says whom somebody typed. */
export const SearchForm: FC<{ readonly visit: Visit; readonly form: Form }> = ({ visit, form }) => (
  <form method="post" action="/customers" class="narrow">
    <TokenField visit={visit} />
    <label>
      Customer id
      <input name="customerId" value={form['customerId']} maxlength={200} autocomplete="off" autofocus />
      <small>As your own systems write it, with its capital letters.</small>
    </label>
    <label>
      Reference in the mail, where the customer reads it out
      <input name="reference" value={form['reference']} maxlength={80} placeholder="R7K4-M2QX" autocomplete="off" />
    </label>
    <p class="buttons">
      <button type="submit">Find</button>
    </p>
  </form>
);
