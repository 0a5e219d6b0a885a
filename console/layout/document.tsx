import { html } from 'hono/html';
import type { Child, FC } from 'hono/jsx';
import { AsRead } from '../elements/as-read';

export interface DocumentProps {
  readonly title: string;
  readonly locale?: string;
  readonly children: Child;
}

/** The bare document. The words of the console are English; the locale is of its numbers and dates. */
export const Document: FC<DocumentProps> = ({ title, locale, children }) =>
  html`<!doctype html>${(
      <AsRead>
        <html lang="en" data-locale={locale}>
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="color-scheme" content="light dark" />
            <meta name="robots" content="noindex" />
            <title>{`${title} – Amends`}</title>
            <link rel="stylesheet" href="/console.css" />
            <link rel="icon" href="data:," />
            <script src="/console.js" defer></script>
          </head>
          <body>{children}</body>
        </html>
      </AsRead>
    )}`;
