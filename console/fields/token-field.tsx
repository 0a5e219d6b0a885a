import type { FC } from 'hono/jsx';
import type { Visit } from '../visit/visit';

/** The field that each form has to have: it says that the form is of this session. */
export const TokenField: FC<{ readonly visit: Visit }> = ({ visit }) => (
  <input type="hidden" name="token" value={visit.session.formToken} />
);
