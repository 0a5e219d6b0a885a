import type { Child, FC } from 'hono/jsx';
import type { Visit } from '../visit/visit';
import { Document } from './document';
import { PageFooter } from './page-footer';
import { PageHeader } from './page-header';
import { doneText } from './done-text';

export interface PageProps {
  readonly visit: Visit;
  readonly title: string;
  /** Above it, the way back: what it belongs to. */
  readonly within?: { readonly title: string; readonly href: string };
  /** True where the page shows what changes by itself, and asks for nothing that is typed. */
  readonly isLive?: boolean;
  /** What stands in the search box. */
  readonly typed?: string | undefined;
  readonly children: Child;
}

/** A page of somebody who is signed in. */
export const Page: FC<PageProps> = ({ visit, title, within, isLive, typed, children }) => {
  const done = doneText(new URL(visit.path, 'http://console').searchParams);
  return (
    <Document title={title} locale={visit.locale}>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <PageHeader visit={visit} typed={typed} />
      <main id="main" data-live={isLive ? 'true' : undefined}>
        {visit.beside?.noteFor(visit)}
        {within && (
          <p class="within">
            <a href={within.href}>{within.title}</a>
          </p>
        )}
        <h1>{title}</h1>
        {done !== undefined && (
          <p class="done" role="status">
            {done}
          </p>
        )}
        {children}
      </main>
      <PageFooter />
    </Document>
  );
};
