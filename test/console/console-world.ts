import { load, type CheerioAPI } from 'cheerio';
import { consoleApp } from '../../console/app/console-app';
import type { ApiRequest, ApiResponse, OperatorApi } from '../../console/asking/operator-api';
import { signInHere } from '../../console/app/sign-in-here';
import { Sessions } from '../../console/session/sessions';
import { OperatorWorld } from '../operator-api/operator-world';

export const origin = 'http://127.0.0.1:4519';

/** What somebody sees. */
export interface Shown {
  readonly status: number;
  readonly headers: Headers;
  readonly page: CheerioAPI;
  /** What stands in the page's main part, with single spaces. */
  readonly text: string;
  /** Where a form has led. */
  readonly path: string;
}

/** The console over the operator API's function and a real table, and browsers of people that look at it. */
export class ConsoleWorld {
  readonly app: ReturnType<typeof consoleApp>;
  /** What went wrong in the console itself. */
  readonly errors: unknown[] = [];
  private secrets = 0;

  private constructor(readonly operator: OperatorWorld) {
    const sessions = new Sessions({ clock: () => operator.clock(), newSecret: () => `secret-${++this.secrets}` });
    this.app = consoleApp({
      sessions,
      signIn: signInHere({ by: 'choose', people: [] }, sessions),
      origins: [origin],
      clock: () => operator.clock(),
      log: (error) => void this.errors.push(error),
    });
    this.sessions = sessions;
  }

  private readonly sessions: Sessions;

  static async start(): Promise<ConsoleWorld> {
    return new ConsoleWorld(await OperatorWorld.start());
  }

  stop(): Promise<void> {
    return this.operator.stop();
  }

  /** A browser in which somebody is signed in. @param actor the identity that IAM verifies */
  browserOf(actor: string, api: OperatorApi = this.apiOf(actor)): Browser {
    const name = actor.split('/').at(-1) ?? actor;
    return new Browser(this.app, this.sessions.begin({ name, api }).id);
  }

  /** The function itself, as if each request had been signed by this identity. */
  apiOf(actor: string): OperatorApi {
    return {
      send: async ({ method, path, query, body }: ApiRequest): Promise<ApiResponse> => {
        const search = new URLSearchParams(query).toString();
        const address = `/${path}${search && `?${search}`}`;
        return this.operator.ask({ method, path: address, actor, body: body && JSON.stringify(body) });
      },
    };
  }
}

/** One browser. It follows what it is sent to, and sends forms as they stand in the page. */
export class Browser {
  constructor(
    private readonly app: ReturnType<typeof consoleApp>,
    readonly sessionId: string,
  ) {}

  async open(path: string, headers: Record<string, string> = {}): Promise<Shown> {
    return this.follow(path, await this.get(path, headers));
  }

  /** Asks for a page as a script does, and goes nowhere. */
  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.send(path, { headers });
  }

  /**
   * Fills in the form whose button has this name, and presses it.
   *
   * @param values by the names of the fields
   */
  async press({ page }: Pick<Shown, 'page'>, button: string, values: Record<string, string> = {}): Promise<Shown> {
    const pressed = page('button').filter((_, element) => page(element).text().trim() === button);
    if (pressed.length !== 1) throw new Error(`${pressed.length} buttons are called ${button}`);
    const form = pressed.closest('form');
    const fields = new URLSearchParams(form.serialize());
    for (const [name, value] of Object.entries(values)) {
      if (form.find(`[name="${name}"]`).length === 0) throw new Error(`the form of ${button} has no field ${name}`);
      fields.set(name, value);
    }
    const [name, value] = [pressed.attr('name'), pressed.attr('value')];
    if (name !== undefined) fields.set(name, value ?? '');
    const action = pressed.attr('formaction') ?? form.attr('action') ?? '';
    if ((form.attr('method') ?? 'get') === 'get') return this.open(`${action}?${fields.toString()}`);
    return this.follow(action, await this.post(action, fields));
  }

  /** Sends a form, wherever it comes from. */
  post(path: string, fields: URLSearchParams, headers: Record<string, string> = {}): Promise<Response> {
    return this.send(path, {
      method: 'POST',
      body: fields.toString(),
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  }

  private async send(
    path: string,
    { headers: own, ...init }: Omit<RequestInit, 'headers'> & { readonly headers: Record<string, string> },
  ): Promise<Response> {
    const headers = { host: new URL(origin).host, cookie: `amends-console-4519=${this.sessionId}`, ...own };
    return this.app.request(`${origin}${path}`, { ...init, headers });
  }

  private async follow(path: string, response: Response): Promise<Shown> {
    const next = response.headers.get('location');
    if (next !== null) return this.open(next);
    const page = load(await response.text());
    const text = page('main, body > p').text().replaceAll(/\s+/g, ' ').trim();
    return { status: response.status, headers: response.headers, page, text, path };
  }
}
