import type { Context, Hono } from 'hono';
import { ProblemPage } from '../../../console/layout/problem-page';
import type { ConsoleEnv } from '../../../console/visit/visit';
import type { LocalSystem } from '../../system/local-system';
import { phoneActs } from './phone-acts';
import { PhonePage } from './phone-page';

interface Places {
  readonly system: Pick<LocalSystem, 'phone'>;
}

/** The page of the contact center, and what a visitor does there. */
export function addPhonePages(app: Hono<ConsoleEnv>, places: () => Places | undefined): void {
  const withSystem =
    (answer: (context: Context<ConsoleEnv>, open: Places) => Promise<Response> | Response) =>
    async (context: Context<ConsoleEnv>): Promise<Response> => {
      const open = places();
      if (open) return answer(context, open);
      const why = 'The system on this machine is still starting. Look again in a moment.';
      return context.html(<ProblemPage title="Not yet" why={why} />, 503);
    };
  app.get(
    '/phone',
    withSystem((context, { system }) => context.html(<PhonePage visit={context.var.visit} phone={system.phone} />)),
  );
  app.post('/phone/room', withSystem(room));
  app.post('/phone/:contact/:act', withSystem(act));
}

function room(context: Context<ConsoleEnv>, { system: { phone } }: Places): Response | Promise<Response> {
  if (!phone) return context.notFound();
  phone.instance.hasRoomForCall = !phone.instance.hasRoomForCall;
  return context.redirect('/phone', 303);
}

function act(context: Context<ConsoleEnv>, { system: { phone } }: Places): Response | Promise<Response> {
  const contact = phone?.instance.all.find(({ contactId }) => contactId === context.req.param('contact'));
  const wanted = phoneActs.find(({ id }) => id === context.req.param('act'));
  if (!phone || !contact || !wanted) return context.notFound();
  // Somebody, or the clock, may have been quicker. The page shows how it stands.
  if (wanted.isFor(contact)) wanted.run(contact, phone);
  return context.redirect('/phone', 303);
}
