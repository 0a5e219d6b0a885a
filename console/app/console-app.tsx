import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { OperatorApiError } from '../asking/operator-api';
import { script } from '../assets/script';
import { stylesheet } from '../assets/stylesheet';
import { ProblemPage } from '../layout/problem-page';
import { addPages } from '../pages/pages';
import type { Sessions } from '../session/sessions';
import type { SignIn } from '../session/sign-in';
import { SignInPage } from '../pages/sign-in/sign-in-page';
import { DutiesOfSessions } from './duties-of-sessions';
import { foreignRequest, isSameSecret } from './own-forms';
import { localeOf } from '../visit/locale-of';
import { securityHeaders } from './security-headers';
import type { ConsoleEnv } from '../visit/visit';

export interface ConsoleAppProps {
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  /** Every address of the console: `http://127.0.0.1:4519`. A request to another is refused. */
  readonly origins: readonly string[];
  readonly clock: () => Date;
  /** Writes down what went wrong. @default - nothing is written */
  readonly log?: ((error: unknown) => void) | undefined;
}

/** More than the longest message with all that stands beside it. */
const longestFormBytes = 64 * 1024;

/** The console: pages over the operator API for people who are signed in. */
export function consoleApp(props: ConsoleAppProps): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  addGuards(app, props);
  addAssets(app);
  addSignIn(app, props);
  addSession(app, props);
  addPages(app);
  app.notFound((context) =>
    context.html(<ProblemPage title="There is no such page" why="The address leads to nothing here." />, 404),
  );
  app.onError((error, context) => {
    props.log?.(error);
    if (!(error instanceof OperatorApiError)) {
      return context.html(
        <ProblemPage title="Something went wrong" why="The console has a fault. Nobody knows more than its log." />,
        500,
      );
    }
    return context.html(<ProblemPage title="The operator API gave no answer" why={error.message} />, 502);
  });
  return app;
}

function addGuards(app: Hono<ConsoleEnv>, { origins }: ConsoleAppProps): void {
  app.use(securityHeaders());
  app.use(async ({ req, text }, next) => {
    const headers = {
      host: req.header('host'),
      origin: req.header('origin'),
      fetchSite: req.header('sec-fetch-site'),
    };
    const refusal = foreignRequest(req.method, headers, origins);
    return refusal === undefined ? next() : text(`${refusal}\n`, 403);
  });
  app.use(bodyLimit({ maxSize: longestFormBytes, onError: ({ text }) => text('That is too long.\n', 413) }));
}

function addAssets(app: Hono<ConsoleEnv>): void {
  const kept = { 'Cache-Control': 'private, max-age=300' };
  app.get('/console.css', ({ body }) => body(stylesheet, 200, { ...kept, 'Content-Type': 'text/css; charset=utf-8' }));
  app.get('/console.js', ({ body }) =>
    body(script, 200, { ...kept, 'Content-Type': 'text/javascript; charset=utf-8' }),
  );
}

function addSignIn(app: Hono<ConsoleEnv>, { signIn, sessions, origins }: ConsoleAppProps): void {
  const enter = (context: Context, person: Parameters<Sessions['begin']>[0]): Response => {
    setCookie(context, cookieName(context), sessions.begin(person).id, {
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
      secure: origins.every((origin) => origin.startsWith('https:')),
    });
    return context.redirect('/', 303);
  };
  app.get('/sign-in', (context) => {
    if (signIn.by === 'choose') return context.html(<SignInPage people={signIn.people} />);
    const given = context.req.query('secret') ?? '';
    if (isSameSecret(given, signIn.secret)) return enter(context, signIn.person);
    const why = 'Open the address that the console printed when it was started. It is yours alone.';
    return context.html(<ProblemPage title="You are not signed in" why={why} />, 401);
  });
  app.post('/sign-in', async (context) => {
    const { person: name } = await context.req.parseBody();
    const person = signIn.by === 'choose' ? signIn.people.find((one) => one.name === name) : undefined;
    return person ? enter(context, person) : context.redirect('/sign-in', 303);
  });
}

/** Behind it is only who is signed in, and no form but of the pages that this session was shown. */
function addSession(app: Hono<ConsoleEnv>, { sessions, clock }: ConsoleAppProps): void {
  const duties = new DutiesOfSessions(clock);
  app.use(async (context, next) => {
    const { req } = context;
    const session = sessions.find(getCookie(context, cookieName(context)) ?? '');
    if (!session) return req.method === 'GET' ? context.redirect('/sign-in', 303) : endedPage(context);
    if (req.method === 'POST') {
      const { token } = await req.parseBody();
      if (typeof token !== 'string' || !isSameSecret(token, session.formToken)) return endedPage(context);
    }
    const { pathname, search } = new URL(req.url);
    context.set('visit', {
      session,
      api: session.person.api,
      may: await duties.of(session),
      locale: localeOf(req.header('accept-language')),
      now: clock(),
      path: `${pathname}${search}`,
    });
    return next();
  });
  app.post('/sign-out', (context) => {
    sessions.end(context.var.visit.session.id);
    deleteCookie(context, cookieName(context), { path: '/' });
    return context.redirect('/sign-in', 303);
  });
}

function endedPage(context: Context): Response | Promise<Response> {
  const why =
    'This page is of a session that has ended, so nothing was done. Open it anew, and look before you decide.';
  return context.html(<ProblemPage title="Nothing was done" why={why} />, 403);
}

/** Cookies of one machine are shared by all its ports. */
function cookieName({ req }: Context): string {
  return `amends-console-${new URL(req.url).port || 'https'}`;
}
