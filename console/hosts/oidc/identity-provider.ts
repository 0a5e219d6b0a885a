import { JwtVerifier } from 'aws-jwt-verify/jwt-verifier';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import * as oauth from 'oauth4webapi';
import { cognitoSignOut } from '../cognito/cognito-sign-out';
import { cognitoTokens } from '../cognito/cognito-tokens';

/** What is kept of somebody who was sent away to sign in, until they come back. */
export interface Begun {
  /** Comes back with them: what another page sends here does not have it. */
  readonly state: string;
  /** Stands in the token: one of another sign-in does not have it. */
  readonly nonce: string;
  /** Its hash went along (PKCE): whoever steals the code alone gets nothing for it. */
  readonly verifier: string;
}

/** Somebody, as the issuer says. */
export interface Subject {
  readonly issuer: string;
  /** For ever of one person, and never of another. */
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

export interface IdentityProviderProps {
  readonly issuer: string;
  readonly clientId: string;
  /** Where the issuer is a user pool of Cognito, which does some things otherwise. */
  readonly cognitoUserPoolId?: string | undefined;
  /** Undefined where the client has none: then PKCE alone protects the code. */
  readonly clientSecret: (() => Promise<string>) | undefined;
  readonly scope: string;
  /** Where people come back to, as it is registered with the issuer. */
  readonly redirectUri: string;
  readonly fetch: typeof fetch;
  readonly clock: () => Date;
}

/** Somebody came back with what does not hold, or with nothing. The cause says what; a page does not. */
export class SignInRefusedError extends Error {
  override readonly name = 'SignInRefusedError';
}

/** Of a subject only these characters are recorded: none that looks like another, and no space. */
const subjectPattern = /^[\x21-\x7e]{1,255}$/;

/** How long what the issuer says of itself is believed, in milliseconds. */
const freshMs = 3_600_000;

const timeoutMs = 5_000;

/** The issuer of OpenID Connect that says who people are: the authorization code flow, with PKCE. */
export class IdentityProvider {
  private known: { readonly described: Promise<Described>; readonly untilMs: number } | undefined;
  private readonly client: oauth.Client;

  constructor(private readonly props: IdentityProviderProps) {
    this.client = { client_id: props.clientId };
  }

  /** Where a browser goes to sign in. */
  async addressFor({ state, nonce, verifier }: Begun): Promise<URL> {
    const { server } = await this.described();
    const address = new URL(httpsAddress(server.authorization_endpoint, 'authorization_endpoint'));
    const { clientId, redirectUri, scope } = this.props;
    const asked = {
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope,
      state,
      nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    };
    for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
    return address;
  }

  /**
   * Where a browser goes so that the issuer forgets whom it knew there. Undefined where this issuer is asked for
   * nothing.
   *
   * @param backTo where it comes back to, as it is registered with the issuer
   */
  async addressToLeave(backTo: string): Promise<URL | undefined> {
    const { cognitoUserPoolId, clientId } = this.props;
    if (cognitoUserPoolId === undefined) return undefined;
    const { server } = await this.described();
    const here = httpsAddress(server.authorization_endpoint, 'authorization_endpoint');
    return cognitoSignOut(here, { clientId, backTo });
  }

  /**
   * Who came back.
   *
   * @param came the query with which they did
   * @throws {@link SignInRefusedError} where that is nobody
   */
  async subjectIn(came: URLSearchParams, begun: Begun): Promise<Subject> {
    const described = await this.described();
    try {
      const token = await this.tokenFor(came, begun, described.server);
      const { iss: issuer = '', sub: subject = '', ...claims } = await described.verifier.verify(token);
      if (!subjectPattern.test(subject)) throw new Error('the subject is no name that can be recorded');
      if (claims['nonce'] !== begun.nonce) throw new Error('the token is of another sign-in');
      return { issuer, subject, claims };
    } catch (cause) {
      throw new SignInRefusedError('Somebody came back from the issuer with what does not hold.', { cause });
    }
  }

  private async tokenFor(came: URLSearchParams, begun: Begun, server: oauth.AuthorizationServer): Promise<string> {
    const { client } = this;
    const { redirectUri, clientSecret } = this.props;
    const code = oauth.validateAuthResponse(server, client, came, begun.state);
    const proof = clientSecret === undefined ? oauth.None() : secretProof(server, await clientSecret());
    const answer = await oauth.authorizationCodeGrantRequest(server, client, proof, code, redirectUri, begun.verifier, {
      ...this.requests(),
    });
    const expected = { expectedNonce: begun.nonce, requireIdToken: true };
    const { id_token: token } = await oauth.processAuthorizationCodeResponse(server, client, answer, expected);
    if (token === undefined) throw new Error('the issuer gave no ID token');
    return token;
  }

  /** What the issuer says of itself. A failure is not remembered. */
  private async described(): Promise<Described> {
    const nowMs = this.props.clock().getTime();
    if (!this.known || nowMs >= this.known.untilMs) {
      this.known = { described: this.discover(), untilMs: nowMs + freshMs };
    }
    try {
      return await this.known.described;
    } catch (error) {
      this.known = undefined;
      throw error;
    }
  }

  private async discover(): Promise<Described> {
    const issuer = new URL(this.props.issuer);
    const answer = await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...this.requests() });
    const server = await oauth.processDiscoveryResponse(issuer, answer);
    if (server.issuer !== this.props.issuer) {
      throw new Error(`The issuer calls itself ${server.issuer}. Give it as it does, to the last character.`);
    }
    const jwksUri = httpsAddress(server.jwks_uri, 'jwks_uri');
    const jwksCache = new SimpleJwksCache({ fetcher: { fetch: (uri) => this.keysAt(uri) } });
    const { clientId, cognitoUserPoolId: userPoolId } = this.props;
    const verifier =
      userPoolId === undefined
        ? JwtVerifier.create({ issuer: server.issuer, audience: clientId, jwksUri, graceSeconds: 30 }, { jwksCache })
        : cognitoTokens({ userPoolId, clientId }, jwksCache);
    return { server, verifier };
  }

  private async keysAt(uri: string): Promise<ArrayBuffer> {
    const answer = await this.props.fetch(uri, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    if (!answer.ok) throw new Error(`The issuer's keys cannot be read: ${answer.status}.`);
    return answer.arrayBuffer();
  }

  private requests(): { readonly [oauth.customFetch]: typeof fetch; readonly signal: () => AbortSignal } {
    return { [oauth.customFetch]: this.props.fetch, signal: () => AbortSignal.timeout(timeoutMs) };
  }
}

interface Described {
  readonly server: oauth.AuthorizationServer;
  readonly verifier: { verify(token: string): Promise<Readonly<Record<string, unknown>> & Named> };
}

interface Named {
  readonly iss?: string | undefined;
  readonly sub?: string | undefined;
}

/** As the issuer wants it. Where it does not say, OpenID Connect has the first. */
function secretProof(server: oauth.AuthorizationServer, secret: string): oauth.ClientAuth {
  const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  return ways.includes('client_secret_basic') ? oauth.ClientSecretBasic(secret) : oauth.ClientSecretPost(secret);
}

function httpsAddress(text: string | undefined, name: string): string {
  if (text !== undefined && text.startsWith('https://')) return text;
  throw new Error(`The issuer names no ${name} with https.`);
}
