import type { Hono } from 'hono';
import type { Child } from 'hono/jsx';
import type { Duty } from '../../lambdas/operator-api/duty';
import type { OperatorApi } from '../asking/operator-api';
import type { Session } from '../session/sessions';
import type { Arrival } from '../session/arrival';

/** One request of somebody who is signed in, as pages see it. */
export interface Visit {
  readonly session: Session;
  readonly api: OperatorApi;
  /** What this person may do. A page offers nothing else; the operator API refuses it in any case. */
  readonly may: readonly Duty[];
  /** BCP 47: for numbers, money and dates. */
  readonly locale: string;
  readonly now: Date;
  /** Path and query of what is shown. */
  readonly path: string;
  /** What this host shows and others do not. */
  readonly beside?: Beside | undefined;
}

/** For whom times are written. */
export type Reader = Pick<Visit, 'locale' | 'now'>;

/** What one host shows beside the pages that every console has. */
export interface Beside {
  /** Where its own pages are. */
  readonly navigation: readonly { readonly name: string; readonly href: string }[];
  /** Adds its own pages, for whoever is signed in. */
  addPages(app: Hono<ConsoleEnv>): void;
  /** What stands above the content of every page, or undefined where there is nothing to say. */
  noteFor(reader: Reader): Child | undefined;
  /** The same for who is not signed in yet, and cannot do anything about it. */
  noteAtSignIn(reader: Reader): Child | undefined;
  /** What stands at the end of the first page. */
  endOfFirstPage(): Child;
}

/** What Hono carries from the guards to the pages. */
export interface ConsoleEnv {
  Variables: { visit: Visit };
  /** What whoever serves the console knows of a request beside it. */
  Bindings: { readonly arrival?: Arrival };
}
