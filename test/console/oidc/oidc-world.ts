import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { randomBytes } from 'node:crypto';
import { load, type CheerioAPI } from 'cheerio';
import { DynamoSignIns } from '../../../console/hosts/oidc/dynamo-sign-ins';
import type { HttpApiEvent } from '../../../console/hosts/oidc/http-event';
import { oidcConsoleHandler, type OidcConsoleProps } from '../../../console/hosts/oidc/oidc-console';
import { sourceTarget } from '../../../lambdas/model/controls';
import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import { telemetry } from '../../../lambdas/runtime/telemetry/telemetry';
import { createTables } from '../../../local/emulator/engine/engine';
import { OperatorWorld } from '../../operator-api/operator-world';
import { LocalIssuer } from './local-issuer';

export const host = 'console.example.com';
export const origin = `https://${host}`;

const clientId = 'amends-console';
const clientSecret = 'a-client-secret-of-this-test-0123456789';
const sessionsTable = 'console-sessions';

/** As the template has it: that it does is a promise of the tests of lib/. */
const sessionsTableShape = {
  name: sessionsTable,
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' as const }],
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' as const }],
};

const roles: OidcConsoleProps['roles'] = {
  claim: 'groups',
  duties: { 'amends-approvers': ['look', 'approve'], 'amends-switchers': ['switch'] },
};

const userPoolId = 'eu-west-1_Films0123';
const poolIssuer = `https://cognito-idp.eu-west-1.amazonaws.com/${userPoolId}`;
const poolDomain = 'https://films.auth.eu-west-1.amazoncognito.com';

/** What a user pool with a domain says of itself. */
const pool = {
  issuer: poolIssuer,
  signedOutUrl: `${origin}/signed-out`,
  described: {
    authorization_endpoint: `${poolDomain}/oauth2/authorize`,
    id_token_signing_alg_values_supported: ['RS256'],
    issuer: poolIssuer,
    jwks_uri: `${poolIssuer}/.well-known/jwks.json`,
    response_types_supported: ['code', 'token'],
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint: `${poolDomain}/oauth2/token`,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    userinfo_endpoint: `${poolDomain}/oauth2/userInfo`,
  },
};

/** What somebody sees. */
export interface Shown {
  readonly status: number;
  readonly page: CheerioAPI;
  readonly text: string;
  readonly path: string;
}

/** The deployed console's function over a real table, an issuer that others wrote, and browsers. */
export class OidcWorld {
  roles: OidcConsoleProps['roles'];
  /** What the issuer's answers become on their way. */
  onTheWay: (url: string, answer: Response) => Promise<Response> = async (_, answer) => answer;
  readonly errors: unknown[] = [];
  private requests = 0;

  private constructor(
    readonly operator: OperatorWorld,
    readonly issuer: LocalIssuer,
    private readonly client: DynamoDBClient,
    private readonly isCognito: boolean,
  ) {
    this.roles = isCognito ? { ...roles, claim: 'cognito:groups' } : roles;
  }

  /** The same where the issuer is a user pool, and the console a client of it without a secret. */
  static async startWithCognito(): Promise<OidcWorld> {
    return OidcWorld.start(pool);
  }

  static async start(cognito?: typeof pool): Promise<OidcWorld> {
    const operator = await OperatorWorld.start();
    await createTables(operator.engine.url, 'eu-west-1', [sessionsTableShape]);
    const proof = cognito ? { token_endpoint_auth_method: 'none' } : { client_secret: clientSecret };
    const client = { client_id: clientId, ...proof, redirect_uris: [`${origin}/signed-in`] };
    const people = { ada: ['staff', 'amends-approvers'], ben: ['amends-approvers'], eve: ['staff'] };
    const issuer = await LocalIssuer.start({ client, people, cognito });
    return new OidcWorld(operator, issuer, operator.client, cognito !== undefined);
  }

  async stop(): Promise<void> {
    await this.issuer.stop();
    await this.operator.stop();
  }

  /** A new copy of the function, as Lambda starts many. */
  newFunction(): ReturnType<typeof oidcConsoleHandler> {
    const { operator, issuer } = this;
    const log = (error: unknown): void => void this.errors.push(error);
    const targets = [videoPlaybackFailed.type, sourceTarget(videoPlaybackFailed.defaultSource)];
    const props: OidcConsoleProps = {
      origin,
      api: { ports: operator.operatorApiPorts(), targets, log },
      signIns: new DynamoSignIns(this.client, sessionsTable),
      issuer: issuer.url,
      clientId,
      clientSecret: this.isCognito ? undefined : async () => clientSecret,
      cognitoUserPoolId: this.isCognito ? userPoolId : undefined,
      scope: 'openid profile',
      roles: this.roles,
      fetch: async (input, init) => this.onTheWay(new Request(input).url, await issuer.fetch(input, init)),
      clock: () => operator.clock(),
      newSecret: () => randomBytes(32).toString('base64url'),
    };
    return oidcConsoleHandler(() => props, telemetry());
  }

  newBrowser(): OidcBrowser {
    return new OidcBrowser(this, this.newFunction());
  }

  /** A browser in which somebody is signed in. */
  async browserOf(person: string): Promise<OidcBrowser> {
    const browser = this.newBrowser();
    const home = await browser.signIn(person);
    expect(home.status).toBe(200);
    return browser;
  }

  nextRequestId(): string {
    return `Ab+c=${++this.requests}`;
  }
}

/** One browser: it keeps the cookies of each site, and follows where it is led. */
export class OidcBrowser {
  readonly cookies = new Map<string, string>();
  /** How the console set its cookies. */
  readonly cookieLines: string[] = [];
  private readonly issuerCookies = new Map<string, string>();

  constructor(
    private readonly world: OidcWorld,
    private readonly handler: ReturnType<typeof oidcConsoleHandler>,
  ) {}

  /** Opens the first page, and signs in at the issuer on the way. */
  async signIn(person: string): Promise<Shown> {
    return this.open(await this.comeBack(person));
  }

  /** As far as the address with which the issuer sends the browser back. */
  async comeBack(person: string): Promise<string> {
    const begun = await this.send('GET', '/sign-in');
    let next = new URL(String(begun.headers['location']));
    next.searchParams.set('login_hint', person);
    for (let step = 0; step < 8 && next.host !== host; step++) {
      const cookie = [...this.issuerCookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await this.world.issuer.fetch(next, { headers: { cookie } });
      for (const line of answer.headers.getSetCookie()) keep(line, this.issuerCookies);
      const location = answer.headers.get('location');
      if (location === null) throw new Error(`the issuer answered ${answer.status}: ${await answer.text()}`);
      next = new URL(location, next);
    }
    return `${next.pathname}${next.search}`;
  }

  /**
   * Goes to an address of the issuer, with what it left in this browser.
   *
   * @returns where it leads to, or what it shows
   */
  async openAtIssuer(address: string): Promise<string> {
    const cookie = [...this.issuerCookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await this.world.issuer.fetch(address, { headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) keep(line, this.issuerCookies);
    return answer.headers.get('location') ?? (await answer.text());
  }

  async open(path: string): Promise<Shown> {
    return this.follow(path, await this.send('GET', path));
  }

  async press({ page }: Pick<Shown, 'page'>, button: string, values: Record<string, string> = {}): Promise<Shown> {
    const pressed = page('button').filter((_, element) => page(element).text().trim() === button);
    const form = pressed.closest('form');
    const fields = new URLSearchParams(form.serialize());
    for (const [name, value] of Object.entries(values)) fields.set(name, value);
    const action = pressed.attr('formaction') ?? form.attr('action') ?? '';
    return this.follow(action, await this.send('POST', action, fields));
  }

  async send(
    method: string,
    path: string,
    fields?: URLSearchParams,
    domainName = host,
    own: Record<string, string> = {},
  ) {
    const [rawPath = '', rawQueryString = ''] = path.split('?');
    const event: HttpApiEvent = {
      rawPath,
      rawQueryString,
      cookies: [...this.cookies].map(([name, value]) => `${name}=${value}`),
      headers: {
        host: domainName,
        ...(fields && { origin, 'content-type': 'application/x-www-form-urlencoded' }),
        ...own,
      },
      body: fields && Buffer.from(fields.toString()).toString('base64'),
      isBase64Encoded: fields !== undefined,
      requestContext: {
        requestId: this.world.nextRequestId(),
        domainName,
        http: { method, sourceIp: '192.0.2.9', userAgent: 'a browser' },
      },
    };
    const answer = await this.handler(event, {} as Context);
    for (const line of answer.cookies) {
      this.cookieLines.push(line);
      keep(line, this.cookies);
    }
    return answer;
  }

  private async follow(path: string, answer: Awaited<ReturnType<OidcBrowser['send']>>): Promise<Shown> {
    const next = answer.headers['location'];
    if (next?.startsWith('/')) return this.open(next);
    const page = load(answer.body);
    const text = page('main, body > p').text().replaceAll(/\s+/g, ' ').trim();
    return { status: answer.statusCode, page, text, path: next ?? path };
  }
}

function keep(line: string, cookies: Map<string, string>): void {
  const [pair = ''] = line.split(';');
  const [name = '', value = ''] = pair.split(/=(.*)/s);
  if (value === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}
