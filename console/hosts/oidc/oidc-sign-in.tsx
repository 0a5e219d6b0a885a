import type { Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { operations } from '../../../lambdas/operator-api/operation';
import type { Enter, SignInPages } from '../../app/sign-in-pages';
import { ask } from '../../asking/ask';
import { ProblemPage } from '../../layout/problem-page';
import type { ConsoleEnv } from '../../visit/visit';
import type { DynamoSignIns } from './dynamo-sign-ins';
import { SignInRefusedError, type IdentityProvider, type Subject } from './identity-provider';
import { SignedOutPage } from '../../pages/sign-in/signed-out-page';
import { SigningOutPage } from '../../pages/sign-in/signing-out-page';
import type { StoredSessions } from './stored-sessions';

export interface OidcSignInProps {
  /** Where people open the console. */
  readonly origin: string;
  readonly provider: IdentityProvider;
  readonly signIns: DynamoSignIns;
  readonly sessions: StoredSessions;
  readonly clock: () => Date;
  readonly newSecret: () => string;
  readonly log: (error: unknown) => void;
}

/** Where people come back to. It is registered with the issuer. */
export const redirectPath = '/signed-in';

/** How long somebody may take to sign in at the issuer, in milliseconds. */
const signInMs = 10 * 60_000;

/** Where they come back to who were signed out at the issuer. It is registered there, if the issuer does that. */
const leftPath = '/signed-out';

const beginCookie = '__Host-amends-sign-in';

/** It is the issuer's page that leads back here, and with `Strict` a browser would keep the cookie to itself. */
const cookieOptions = { httpOnly: true, secure: true, path: '/', sameSite: 'Lax' } as const;

/** People sign in at the issuer, and come back with what it says of them. */
export function oidcSignIn(props: OidcSignInProps): SignInPages {
  return {
    afterwards: '/signing-out',
    add(app, enter) {
      addBegin(app, props);
      app.get(redirectPath, (context) => comeBack(context, enter, props));
      app.get('/signing-out', (context) => leave(context, props));
      app.get(leftPath, (context) => context.html(<SignedOutPage />));
    },
  };
}

/**
 * Leads on to the issuer, where it has a way to forget somebody. By a page and not by an address: a form may lead to no
 * other site.
 */
async function leave(context: Context<ConsoleEnv>, { provider, origin, log }: OidcSignInProps): Promise<Response> {
  const onward = await provider.addressToLeave(`${origin}${leftPath}`).catch(log);
  if (!onward) return context.redirect(leftPath, 303);
  context.header('Refresh', `0; url=${onward.href}`);
  return context.html(<SigningOutPage onward={onward.href} />);
}

function addBegin(app: Hono<ConsoleEnv>, { provider, signIns, clock, newSecret, log }: OidcSignInProps): void {
  app.get('/sign-in', async (context) => {
    const begun = { state: newSecret(), nonce: newSecret(), verifier: newSecret() };
    const address = await provider.addressFor(begun).catch(log);
    if (!address) return unreachable(context);
    const id = newSecret();
    await signIns.keepBegun(id, begun, clock().getTime() + signInMs);
    setCookie(context, beginCookie, id, { ...cookieOptions, maxAge: signInMs / 1000 });
    return context.redirect(address.href, 303);
  });
}

async function comeBack(context: Context<ConsoleEnv>, enter: Enter, props: OidcSignInProps): Promise<Response> {
  const { provider, signIns, sessions, clock, log } = props;
  const { arrival } = context.env;
  const id = getCookie(context, beginCookie) ?? '';
  deleteCookie(context, beginCookie, cookieOptions);
  const begun = id === '' ? undefined : await signIns.takeBegun(id, clock().getTime());
  if (!begun || !arrival) return notSignedIn(context);
  let person: Subject;
  try {
    person = await provider.subjectIn(new URL(context.req.url).searchParams, begun);
  } catch (error) {
    log(error);
    return error instanceof SignInRefusedError ? notSignedIn(context) : unreachable(context);
  }
  const me = await ask(sessions.apiOf(person, arrival), operations.whoAmI);
  if (me.is === 'refused') return nothingGranted(context, person);
  return enter(context, await sessions.begin(person, arrival));
}

function notSignedIn(context: Context): Response | Promise<Response> {
  const why =
    'What you came back with was used before, is too old, or is not of this browser. Open the first page to sign in anew.';
  return context.html(<ProblemPage title="You are not signed in" why={why} />, 403);
}

function nothingGranted(context: Context, { subject }: Subject): Response | Promise<Response> {
  const why =
    `You are known as ${subject}, and none of your roles lets you do anything here. Ask whoever gives out roles for ` +
    'one, and sign in again. This was written down.';
  return context.html(<ProblemPage title="You may do nothing here" why={why} />, 403);
}

function unreachable(context: Context): Response | Promise<Response> {
  const why = 'Whoever says who you are gave no answer. Try again in a minute.';
  return context.html(<ProblemPage title="Nobody can sign in just now" why={why} />, 502);
}
