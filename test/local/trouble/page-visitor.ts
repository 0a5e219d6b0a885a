import { load } from 'cheerio';

/** What somebody sees. */
interface Seen {
  readonly status: number;
  /** What stands in the page's main part, with single spaces. */
  readonly text: string;
  /** Where its links lead. */
  readonly links: readonly string[];
}

/** Somebody at the console of the local system, in a browser without scripts. */
export class PageVisitor {
  private constructor(
    private readonly url: string,
    private readonly cookie: string,
    private token: string,
  ) {}

  static async signIn(url: string, path: string): Promise<PageVisitor> {
    const answer = await fetch(new URL('/sign-in', url), {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: new URL(url).origin },
      body: new URLSearchParams({ person: 'Olga' }),
    });
    const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
    const visitor = new PageVisitor(url, cookie, '');
    await visitor.get(path === '' ? '/' : path);
    return visitor;
  }

  /** What somebody sees before they say who they are. */
  static atSignIn(url: string): Promise<Seen> {
    return new PageVisitor(url, '', '').get('/sign-in');
  }

  async get(path: string): Promise<Seen> {
    return this.seen(await fetch(new URL(path, this.url), { headers: { cookie: this.cookie } }));
  }

  /** Sends a form of the page that was seen last. @param origin of which page */
  async post(path: string, fields: Record<string, string> = {}, origin = new URL(this.url).origin): Promise<Seen> {
    const body = new URLSearchParams({ token: this.token, ...fields });
    const headers = { cookie: this.cookie, origin };
    return this.seen(await fetch(new URL(path, this.url), { method: 'POST', headers, body, redirect: 'manual' }));
  }

  private async seen(answer: Response): Promise<Seen> {
    const page = load(await answer.text());
    this.token = page('input[name=token]').attr('value') ?? this.token;
    // Blocks stand side by side without a space.
    page('p, li, td, th, h1, h2, h3, div, option').append(' ');
    const text = page('main').text().replaceAll(/\s+/g, ' ').trim();
    const links = page('main a')
      .toArray()
      .map((link) => page(link).attr('href') ?? '');
    return { status: answer.status, text, links };
  }
}
