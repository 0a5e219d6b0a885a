import { html } from 'hono/html';
import type { Child, FC } from 'hono/jsx';
import { reportWords } from '../../lambdas/reports/report-words';
import { wordsLocales } from '../../lambdas/words/locales';
import { addressOf, type ReportVisit } from '../visit/report-visit';

export interface DocumentProps {
  readonly visit: ReportVisit;
  readonly title: string;
  readonly children: Child;
}

/** The frame of every page that a customer reads, in their language. */
export const Document: FC<DocumentProps> = ({ visit, title, children }) =>
  html`<!doctype html>${(
      <html lang={visit.writer.locale} dir={visit.writer.direction}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="robots" content="noindex" />
          <title>{title}</title>
          <link rel="stylesheet" href="report.css" />
          <link rel="icon" href="data:," />
        </head>
        <body>
          <main>{children}</main>
          <footer>
            <Languages visit={visit} />
          </footer>
        </body>
      </html>
    )}`;

/** The same page in each language that we write, by its own name. */
const Languages: FC<{ readonly visit: ReportVisit }> = ({ visit }) => (
  <nav aria-label={visit.writer.write(reportWords.say.language())}>
    <ul>
      {wordsLocales.map(({ tag }) => (
        <li>
          {tag === visit.writer.locale ? (
            <span lang={tag} aria-current="true">
              {nameOf(tag)}
            </span>
          ) : (
            <a lang={tag} hreflang={tag} href={addressOf({ ...visit, chosen: tag }, visit.page, visit.here)}>
              {nameOf(tag)}
            </a>
          )}
        </li>
      ))}
    </ul>
  </nav>
);

function nameOf(tag: string): string {
  return new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag;
}
