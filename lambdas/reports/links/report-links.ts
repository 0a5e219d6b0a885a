import type { ProviderKey } from '../../fulfilment/keys/provider-key';
import { formTokenOf, isFormToken, readLink, signedLink, type LinkRefusal, type ReportLink } from './report-link';

/** Links that nobody has signed cause the secret to be read again no more often than this. */
const rereadMs = 60_000;

/** A shorter secret could be guessed. */
const leastSecretLength = 32;

/** The secret of links holds no usable line. */
export class LinkSecretError extends Error {
  override readonly name = 'LinkSecretError';
  constructor() {
    super(
      `The secret of links has to hold one or two lines of ${leastSecretLength} characters or more, the new one first. ` +
        'No link opens anything before.',
    );
  }
}

/** The links of a shop. Its secret has two lines while it is rotated: the first signs, and both are believed. */
export class ReportLinks {
  private rereadAt = -Infinity;

  constructor(private readonly key: ProviderKey) {}

  async warm(): Promise<void> {
    await this.key.read();
  }

  /** A link that we give ourselves, to whoever reports in the name of a customer. */
  async sign(link: ReportLink): Promise<string> {
    return signedLink(link, await this.newest());
  }

  /** One that is not signed may be signed with a newer secret than ours, so the secret is read again once. */
  async read(text: string, now: Date): Promise<ReportLink | LinkRefusal> {
    const first = readLink(text, await this.secrets(), now);
    if (first !== 'link-invalid' || now.getTime() - this.rereadAt < rereadMs) return first;
    this.rereadAt = now.getTime();
    this.key.forget();
    return readLink(text, await this.secrets(), now);
  }

  async formToken(link: string, now: Date): Promise<string> {
    return formTokenOf(link, await this.newest(), now);
  }

  async isFormToken(token: string, link: string, now: Date): Promise<boolean> {
    return isFormToken(token, link, await this.secrets(), now);
  }

  private async newest(): Promise<string> {
    const [newest = ''] = await this.secrets();
    return newest;
  }

  private async secrets(): Promise<readonly string[]> {
    const lines = (await this.key.read()).split(/\s+/u).filter((line) => line.length >= leastSecretLength);
    if (lines.length === 0) throw new LinkSecretError();
    return lines.slice(0, 2);
  }
}
