import type { FC } from 'hono/jsx';
import type { Beside, Visit } from '../visit/visit';
import { navigation } from './navigation';
import { SearchBox } from './search-box';
import { TokenField } from '../fields/token-field';

/** Where the console leads to, and who is signed in. */
export const PageHeader: FC<{ readonly visit: Visit; readonly typed?: string | undefined }> = ({ visit, typed }) => (
  <header>
    <a class="brand" href="/">
      Amends
    </a>
    <nav aria-label="Main">
      <ul>
        {[...navigation.filter(({ duty }) => duty === undefined || visit.may.includes(duty)), ...besideOf(visit)].map(
          ({ href, name }) => (
            <li>
              <a href={href} aria-current={isHere(visit.path, href) ? 'page' : undefined}>
                {name}
              </a>
            </li>
          ),
        )}
      </ul>
    </nav>
    {visit.may.includes('look') && <SearchBox visit={visit} typed={typed} />}
    <form method="post" action="/sign-out" class="who">
      <TokenField visit={visit} />
      <span title={`May: ${visit.may.join(', ') || 'nothing'}`}>{visit.session.person.name}</span>
      <button type="submit" class="quiet">
        Sign out
      </button>
    </form>
  </header>
);

function besideOf({ beside }: Visit): Beside['navigation'] {
  return beside?.navigation ?? [];
}

function isHere(path: string, href: string): boolean {
  const { pathname } = new URL(path, 'http://console');
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`);
}
