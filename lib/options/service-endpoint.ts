import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';

/** An endpoint of your own that Amends calls, with requests that both sides sign with one secret. */
export interface ServiceEndpoint {
  /** The URL of the endpoint: https, except for this machine (`http://localhost`). */
  readonly url: string;
  /** The secret that signs requests and webhook events, as a plain string. */
  readonly secret: ISecret;
}

/**
 * Checks an endpoint's URL, and returns the endpoint.
 *
 * @throws Error where the URL is neither https nor on this machine
 */
export function checkedEndpoint({ url, secret }: ServiceEndpoint): ServiceEndpoint {
  if (isServiceUrl(url)) return { url, secret };
  throw new Error(`An endpoint needs an https URL, and "${url}" is none.`);
}

/** Whether it is an https URL, or an http URL on this machine. */
export function isServiceUrl(url: string): boolean {
  return URL.canParse(url) && (new URL(url).protocol === 'https:' || isLoopbackUrl(url));
}

/** Whether it is an http URL on this machine. */
export function isLoopbackUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
}
