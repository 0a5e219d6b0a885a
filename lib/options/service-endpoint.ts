import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';

/** An endpoint of your own that Amends calls with signed requests, and that may send signed webhook events. */
export interface ServiceEndpoint {
  /** The URL of the endpoint: https, except for this machine (`http://localhost`). */
  readonly url: string;
  /** The secret that signs the requests of Amends, as a plain string. */
  readonly secret: ISecret;
  /**
   * The secret with which the endpoint signs its webhook events, as a plain string. It is another one than `secret`:
   * the public function that verifies the events must not be able to sign a request for money.
   *
   * @default - no webhook events: the sweep asks the endpoint what became of a part
   */
  readonly webhookSecret?: ISecret | undefined;
}

/** An endpoint that was checked. */
export interface CheckedEndpoint extends ServiceEndpoint {
  readonly webhookSecret: ISecret | undefined;
}

/**
 * Checks an endpoint's URL, and returns the endpoint.
 *
 * @throws Error where the URL is neither https nor on this machine
 */
export function checkedEndpoint({ url, secret, webhookSecret }: ServiceEndpoint): CheckedEndpoint {
  if (isServiceUrl(url)) return { url, secret, webhookSecret };
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
