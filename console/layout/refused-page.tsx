import type { Context } from 'hono';
import type { ConsoleEnv } from '../visit/visit';
import type { Refusal } from '../asking/ask';
import { Page } from './page';

/** A page that cannot be shown, with the reason that the operator API gives. */
export function refusedPage(
  context: Context<ConsoleEnv>,
  { status, why, problems }: Refusal,
): Response | Promise<Response> {
  const title = status === 404 ? 'There is no such thing' : 'This cannot be shown';
  return context.html(
    <Page visit={context.var.visit} title={title}>
      <p>{[why, ...problems].join('; ')}.</p>
    </Page>,
    status,
  );
}
