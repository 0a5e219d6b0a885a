import type { Context, Hono, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';

/** How browsers send a form. */
export const formType = /^application\/x-www-form-urlencoded\s*(;|$)/i;

export interface PageGuards {
  /** The longest form that is read at an address, in bytes. */
  readonly longestForm: (path: string) => number;
  /** What is shown where a form did not come from a page of ours, or was not sent by a person. */
  readonly refuse: (context: Context) => Response | Promise<Response>;
}

/**
 * What holds of every page that customers read: no script, nothing of other sites, nothing kept in the browser, and
 * forms from our own pages alone.
 */
export function guardPages(app: Hono, { longestForm, refuse }: PageGuards): void {
  app.use(
    secureHeaders({
      // No other site learns the link. With `no-referrer` a browser would not say of our own form where it comes from.
      referrerPolicy: 'same-origin',
      strictTransportSecurity: false,
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ['data:'],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      xFrameOptions: 'DENY',
    }),
  );
  app.use(async (context, next) => {
    await next();
    if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-store');
  });
  app.use((context, next) => {
    const isForeign = context.req.method === 'POST' && !isOwnForm(context);
    return isForeign ? Promise.resolve(refuse(context)) : next();
  });
  const limits = new Map<number, MiddlewareHandler>();
  app.use((context, next) => {
    const maxSize = longestForm(context.req.path);
    const limit = limits.get(maxSize) ?? atMost(maxSize);
    limits.set(maxSize, limit);
    return limit(context, next);
  });
}

function atMost(maxSize: number): MiddlewareHandler {
  return bodyLimit({ maxSize, onError: ({ text }) => text('That is too long.\n', 413) });
}

/** Its token says the same to browsers that say nothing of where a form comes from. */
function isOwnForm({ req }: Context): boolean {
  const isForm = formType.test(req.header('content-type') ?? '');
  const site = req.header('sec-fetch-site');
  return isForm && (site === undefined || site === 'same-origin');
}
