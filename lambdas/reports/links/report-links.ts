import type { ProviderKey } from '../../fulfilment/keys/provider-key';
import { formTokenOf, isFormToken, readLink, signedLink, type LinkRefusal, type ReportLink } from './report-link';

/** After so long the secret is read again: one that was taken away is believed no longer. */
const believedMs = 60_000;

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
  private readAt: number | undefined;
  private rereadAt = -Infinity;

  constructor(private readonly key: ProviderKey) {}

  async warm(): Promise<void> {
    await this.key.read();
  }

  /** A link that we give ourselves, to whoever reports in the name of a customer. */
  async sign(link: ReportLink, now: Date): Promise<string> {
    return signedLink(link, await this.newest(now));
  }

  /** One that is not signed may be signed with a newer secret than ours, so the secret is read again once. */
  async read(text: string, now: Date): Promise<ReportLink | LinkRefusal> {
    const first = readLink(text, await this.secrets(now), now);
    if (first !== 'link-invalid' || now.getTime() - this.rereadAt < rereadMs) return first;
    this.rereadAt = now.getTime();
    this.key.forget();
    this.readAt = undefined;
    return readLink(text, await this.secrets(now), now);
  }

  async formToken(link: string, now: Date): Promise<string> {
    return formTokenOf(link, await this.newest(now), now);
  }

  async isFormToken(token: string, link: string, now: Date): Promise<boolean> {
    return isFormToken(token, link, await this.secrets(now), now);
  }

  private async newest(now: Date): Promise<string> {
    const [newest = ''] = await this.secrets(now);
    return newest;
  }

  private async secrets(now: Date): Promise<readonly string[]> {
    this.readAt ??= now.getTime();
    if (now.getTime() - this.readAt >= believedMs) {
      this.key.forget();
      this.readAt = now.getTime();
    }
    const lines = (await this.key.read()).split(/\s+/u).filter((line) => line.length >= leastSecretLength);
    if (lines.length === 0) throw new LinkSecretError();
    return lines.slice(0, 2);
  }
}
