import type { Context, Hono } from 'hono';
import type { ConsoleEnv } from '../visit/visit';
import type { Session } from '../session/sessions';

/** Gives the browser a session, and leads it to the first page. */
export type Enter = (context: Context, session: Session) => Promise<Response>;

/** The pages by which somebody who is nobody yet signs in. The first of them is at `/sign-in`. */
export interface SignInPages {
  add(app: Hono<ConsoleEnv>, enter: Enter): void;
  /** The path of the page that somebody sees who has signed out. */
  readonly afterwards: string;
}
