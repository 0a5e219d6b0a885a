import type { ProviderKey } from '../../fulfilment/keys/provider-key';
import {
  formAgeMs,
  formTokenAs,
  readAs,
  signedAs,
  type Expiring,
  type LinkKind,
  type LinkRefusal,
} from './signed-link';

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

/** Links of one kind. Their secret has two lines while it is rotated: the first signs, and both are believed. */
export class SignedLinks<Link extends Expiring> {
  private readAt: number | undefined;
  private rereadAt = -Infinity;

  constructor(
    private readonly key: ProviderKey,
    private readonly kind: LinkKind<Link>,
  ) {}

  async warm(): Promise<void> {
    await this.key.read();
  }

  /** A link that we give ourselves. */
  async sign(link: Link, now: Date): Promise<string> {
    return signedAs(this.kind, link, await this.newest(now));
  }

  /** One that is not signed may be signed with a newer secret than ours, so the secret is read again once. */
  async read(text: string, now: Date): Promise<Link | LinkRefusal> {
    const first = readAs(this.kind, text, await this.secrets(now), now);
    if (first !== 'link-invalid' || now.getTime() - this.rereadAt < rereadMs) return first;
    this.rereadAt = now.getTime();
    this.key.forget();
    this.readAt = undefined;
    return readAs(this.kind, text, await this.secrets(now), now);
  }

  /** @param shown the link, and whatever else the form has to be sent with as it was shown */
  async formToken(shown: string, now: Date): Promise<string> {
    return formTokenAs(this.kind.formPurpose, shown, await this.newest(now), now);
  }

  async isFormToken(token: string, shown: string, now: Date): Promise<boolean> {
    return (await this.formAgeMs(token, shown, now)) !== undefined;
  }

  /** How long ago a form was shown. Undefined where nobody was shown it, or too long ago. */
  async formAgeMs(token: string, shown: string, now: Date): Promise<number | undefined> {
    return formAgeMs(this.kind.formPurpose, token, shown, await this.secrets(now), now);
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
