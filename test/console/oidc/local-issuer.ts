import { fork } from 'node:child_process';
import { createPrivateKey, sign, type JsonWebKey, type KeyObject } from 'node:crypto';
import { request } from 'node:https';
import path from 'node:path';

interface Started {
  readonly issuer: string;
  /** Where it is. */
  readonly origin: string;
  readonly certificate: string;
  readonly signingKey: JsonWebKey;
}

export interface LocalIssuerProps {
  readonly client: object;
  /** The groups of each person, by the name that the issuer has for them. */
  readonly people: Readonly<Record<string, readonly string[]>>;
  /** Where it is dressed as a user pool of Cognito. */
  readonly cognito?: { readonly issuer: string; readonly described: object; readonly signedOutUrl: string } | undefined;
}

/** An issuer of OpenID Connect that others wrote, in its own process, over TLS with a certificate of its own. */
export class LocalIssuer {
  private constructor(
    readonly url: string,
    private readonly origin: string,
    private readonly certificate: string,
    private readonly signingKey: KeyObject,
    readonly stop: () => Promise<void>,
  ) {}

  static async start(props: LocalIssuerProps): Promise<LocalIssuer> {
    const child = fork(path.join(__dirname, 'issuer-process.mjs'), [JSON.stringify(props)], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const { issuer, origin, certificate, signingKey } = await new Promise<Started>((resolve, reject) => {
      child.once('message', (started) => resolve(started as Started));
      child.once('exit', (code) => reject(new Error(`the issuer ended with ${code}`)));
    });
    const stop = (): Promise<void> => {
      child.kill();
      return ended;
    };
    return new LocalIssuer(issuer, origin, certificate, createPrivateKey({ key: signingKey, format: 'jwk' }), stop);
  }

  /** `fetch` that trusts the issuer's certificate, and no other. Every name leads there. */
  readonly fetch: typeof fetch = async (input, init) => {
    const asked = new Request(input, { ...init, signal: null });
    const body = Buffer.from(await asked.arrayBuffer());
    return new Promise<Response>((resolve, reject) => {
      const { host, pathname, search } = new URL(asked.url);
      const named = { 'x-forwarded-host': host, 'x-forwarded-proto': 'https' };
      const headers = { ...Object.fromEntries(asked.headers), ...named };
      const sent = request(
        new URL(`${pathname}${search}`, this.origin),
        { method: asked.method, headers, ca: this.certificate, agent: false },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('end', () => {
            const { rawHeaders: raw, statusCode: status } = answer;
            const pairs = raw.flatMap((name, n): [string, string][] => (n % 2 === 0 ? [[name, raw[n + 1] ?? '']] : []));
            resolve(
              new Response(parts.length === 0 ? null : Buffer.concat(parts), { status: status ?? 0, headers: pairs }),
            );
          });
        },
      );
      sent.once('error', reject);
      sent.end(body);
    });
  };

  /** A token as the issuer signs it, or as somebody else does. */
  tokenOf(claims: object, signingKey = this.signingKey): string {
    const parts = [{ alg: 'RS256', typ: 'JWT', kid: 'signing' }, claims];
    const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `${text}.${sign('sha256', Buffer.from(text), signingKey).toString('base64url')}`;
  }
}
