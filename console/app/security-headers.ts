import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { isMailPath } from '../pages/remedy/mail/mail-path';

const common = {
  // With `no-referrer` a browser would not say of our own forms either where they come from.
  referrerPolicy: 'same-origin',
  // Whoever serves the console by https says so.
  strictTransportSecurity: false,
} as const;

/**
 * What a browser keeps to on every page: nothing comes from elsewhere, nothing is framed by others, no script stands in
 * a page, and no address of a page is told to anybody.
 */
const ofPages = secureHeaders({
  ...common,
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    scriptSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    frameSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
});

/** A mail brings its own styles, is framed by its page, and does nothing: no script, no form, no picture of others. */
const ofMails = secureHeaders({
  ...common,
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'unsafe-inline'"],
    imgSrc: ['data:'],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'self'"],
    sandbox: [],
  },
  xFrameOptions: 'SAMEORIGIN',
});

export function securityHeaders(): MiddlewareHandler {
  return async (context, next) => {
    await (isMailPath(context.req.path) ? ofMails : ofPages)(context, next);
    // Pages hold personal data, and a browser keeps none of them.
    if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-store');
  };
}
