import type { Child, FC } from 'hono/jsx';
import type { Visit } from '../visit/visit';
import { Document } from './document';
import { TokenField } from './token-field';
import { navigation } from './navigation';
import { doneText } from './done-text';

export interface PageProps {
  readonly visit: Visit;
  readonly title: string;
  /** Above it, the way back: what it belongs to. */
  readonly within?: { readonly title: string; readonly href: string };
  /** True where the page shows what changes by itself, and asks for nothing that is typed. */
  readonly isLive?: boolean;
  readonly children: Child;
}

/** A page of somebody who is signed in. */
export const Page: FC<PageProps> = ({ visit, title, within, isLive, children }) => {
  const done = doneText(new URL(visit.path, 'http://console').searchParams.get('done'));
  return (
    <Document title={title} locale={visit.locale}>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header>
        <a class="brand" href="/">
          Amends
        </a>
        <nav aria-label="Main">
          <ul>
            {navigation
              .filter(({ duty }) => duty === undefined || visit.may.includes(duty))
              .map(({ href, name }) => (
                <li>
                  <a href={href} aria-current={isHere(visit.path, href) ? 'page' : undefined}>
                    {name}
                  </a>
                </li>
              ))}
          </ul>
        </nav>
        <form method="post" action="/sign-out" class="who">
          <TokenField visit={visit} />
          <span title={`May: ${visit.may.join(', ') || 'nothing'}`}>{visit.session.person.name}</span>
          <button type="submit" class="quiet">
            Sign out
          </button>
        </form>
      </header>
      <main id="main" data-live={isLive ? 'true' : undefined}>
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
      <footer>
        <span>
          Times are yours; <kbd>?</kbd> shows the keys.
        </span>
        <dialog id="keys" aria-label="Keys">
          <dl>
            <dt>
              <kbd>/</kbd>
            </dt>
            <dd>search</dd>
            <dt>
              <kbd>j</kbd> <kbd>k</kbd>
            </dt>
            <dd>next and previous row</dd>
            <dt>
              <kbd>Enter</kbd>
            </dt>
            <dd>open the row</dd>
            <dt>
              <kbd>Esc</kbd>
            </dt>
            <dd>leave a field, or close this</dd>
          </dl>
          <form method="dialog">
            <button type="submit">Close</button>
          </form>
        </dialog>
      </footer>
    </Document>
  );
};

function isHere(path: string, href: string): boolean {
  const { pathname } = new URL(path, 'http://console');
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`);
}
