import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { CookieOptions } from 'hono/utils/cookie';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { OperatorApiError } from '../asking/operator-api';
import { keepsUpHeader, script } from '../assets/script';
import { stylesheet } from '../assets/stylesheet';
import { ProblemPage } from '../layout/problem-page';
import { addPages } from '../pages/pages';
import type { Arrival } from '../session/arrival';
import type { OpenSessions } from '../session/sessions';
import type { SignInPages } from './sign-in-pages';
import { DutiesOfSessions } from './duties-of-sessions';
import { foreignRequest, isSameSecret } from './own-forms';
import { localeOf } from '../visit/locale-of';
import { securityHeaders } from './security-headers';
import type { Beside, ConsoleEnv } from '../visit/visit';

export interface ConsoleAppProps {
  readonly sessions: OpenSessions;
  readonly signIn: SignInPages;
  /** Every address of the console: `http://127.0.0.1:4519`. A request to another is refused. */
  readonly origins: readonly string[];
  readonly clock: () => Date;
  /** Writes down what went wrong. @default - nothing is written */
  readonly log?: ((error: unknown) => void) | undefined;
  /** What this host shows and others do not. @default - only what every console has */
  readonly beside?: Beside | undefined;
}

/** More than the longest message with all that stands beside it. */
const longestFormBytes = 64 * 1024;

/** No page asks for a file. */
const formType = /^application\/x-www-form-urlencoded\s*(;|$)/i;

/** The console: pages over the operator API for people who are signed in. */
export function consoleApp(props: ConsoleAppProps): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  addGuards(app, props);
  addAssets(app);
  props.signIn.add(app, async (context, { id }) => {
    // Whoever signs in anew, or as somebody else, is no longer who they were.
    await props.sessions.end(getCookie(context, cookieName(context)) ?? '');
    setCookie(context, cookieName(context), id, cookieOptions(context));
    return context.redirect('/', 303);
  });
  addSession(app, props);
  addPages(app);
  props.beside?.addPages(app);
  app.notFound((context) =>
    context.html(<ProblemPage title="There is no such page" why="The address leads to nothing here." />, 404),
  );
  app.onError((error, context) => {
    props.log?.(error);
    if (!(error instanceof OperatorApiError)) {
      return context.html(
        <ProblemPage
          title="Something went wrong"
          why="The console has a fault. Nobody knows more than its log."
          note={noteOn(context)}
        />,
        500,
      );
    }
    const title = 'The operator API gave no answer';
    return context.html(<ProblemPage title={title} why={error.message} note={noteOn(context)} />, 502);
  });
  return app;

  function noteOn({ req }: Context): ReturnType<Beside['noteFor']> {
    return props.beside?.noteFor({ locale: localeOf(req.header('accept-language')), now: props.clock() });
  }
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
  app.use(({ req, text }, next) => {
    const isForm = req.method !== 'POST' || formType.test(req.header('content-type') ?? '');
    return isForm ? next() : Promise.resolve(text('This is no form of the console.\n', 415));
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

/** Behind it is only who is signed in, and no form but of the pages that this session was shown. */
function addSession(app: Hono<ConsoleEnv>, { sessions, signIn, clock, beside }: ConsoleAppProps): void {
  const duties = new DutiesOfSessions(clock);
  app.use(async (context, next) => {
    const { req } = context;
    const isUse = req.header(keepsUpHeader) === undefined;
    const id = getCookie(context, cookieName(context)) ?? '';
    const session = await sessions.find(id, { arrival: arrivalOf(context), isUse });
    if (!session) return req.method === 'GET' ? context.redirect('/sign-in', 303) : endedPage(context);
    if (req.method === 'POST') {
      const { token } = await req.parseBody();
      if (typeof token !== 'string' || !isSameSecret(token, session.formToken)) return endedPage(context);
    }
    const { pathname, search } = new URL(req.url);
    // Whoever leaves is asked nothing: they are out even where the operator API gives no answer.
    if (req.method === 'POST' && pathname === '/sign-out') {
      await sessions.end(session.id);
      deleteCookie(context, cookieName(context), cookieOptions(context));
      return context.redirect(signIn.afterwards, 303);
    }
    context.set('visit', {
      session,
      api: session.person.api,
      may: await duties.of(session),
      locale: localeOf(req.header('accept-language')),
      now: clock(),
      path: `${pathname}${search}`,
      beside,
    });
    return next();
  });
}

function endedPage(context: Context): Response | Promise<Response> {
  const why =
    'This page is of a session that has ended, so nothing was done. Open it anew, and look before you decide.';
  return context.html(<ProblemPage title="Nothing was done" why={why} />, 403);
}

/** Whoever serves the console to one machine knows nothing of it. */
function arrivalOf({ env }: { readonly env: ConsoleEnv['Bindings'] | undefined }): Arrival | undefined {
  return env?.arrival;
}

/** Cookies of one machine are shared by all its ports. By https no other host can have set this one. */
function cookieName(context: Context): string {
  return isHttps(context) ? '__Host-amends-console' : `amends-console-${new URL(context.req.url).port}`;
}

/**
 * Whoever comes back from an identity provider, or by a link in a mail, comes from another site: with `Strict` they
 * would be nobody. Forms are guarded by their origin and their token.
 */
function cookieOptions(context: Context): CookieOptions {
  const secure = isHttps(context);
  return { httpOnly: true, path: '/', secure, sameSite: secure ? 'Lax' : 'Strict' };
}

function isHttps({ req }: Context): boolean {
  return req.url.startsWith('https:');
}
