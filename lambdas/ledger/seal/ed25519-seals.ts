import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { keyIn, keyInUse, ringIn, SealSecretError, type PublicSealKeys } from './key-ring';
import type { Judgement, Sealer, SealVerifier } from './seals';

/** So many seals are remembered. What an attempt commits and then records bears the same one. */
const mostRemembered = 64;

/** Judges Ed25519 signatures. The first byte of a seal says which key made it; the other 64 are the signature. */
export class Ed25519Verifier implements SealVerifier {
  private readonly keys = new Map<number, KeyObject>();
  private readonly genuine = new Map<string, string>();

  constructor(keys: PublicSealKeys) {
    for (const [number, x] of Object.entries(keys)) {
      this.keys.set(Number(number), createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }));
    }
  }

  judge(content: string, seal: Uint8Array | undefined): Judgement {
    const [number] = seal ?? [];
    if (seal === undefined || number === undefined || seal.length !== 65) return 'foreign';
    const key = this.keys.get(number);
    if (!key) return 'unknown-key';
    const text = Buffer.from(seal).toString('base64');
    if (this.genuine.get(content) === text) return 'ours';
    if (!verify(null, Buffer.from(content), key, seal.subarray(1))) return 'foreign';
    this.remember(content, text);
    return 'ours';
  }

  has(number: number): boolean {
    return this.keys.has(number);
  }

  /** What was found genuine or made here is not computed again. */
  protected remember(content: string, text: string): void {
    const [oldest] = this.genuine.keys();
    if (oldest !== undefined && this.genuine.size >= mostRemembered) this.genuine.delete(oldest);
    this.genuine.set(content, text);
  }

  protected remembered(content: string): Uint8Array | undefined {
    const text = this.genuine.get(content);
    return text === undefined ? undefined : Uint8Array.from(Buffer.from(text, 'base64'));
  }
}

/** Makes Ed25519 signatures, and judges them. The secret is read once per function instance, and not before its use. */
export class Ed25519Sealer extends Ed25519Verifier implements Sealer {
  private reading: Promise<SealKey> | undefined;

  /** @param secret its text is a {@link KeyRing} as JSON */
  constructor(
    publicKeys: PublicSealKeys,
    private readonly secret: { read(): Promise<string> },
    private readonly clock: () => Date,
  ) {
    super(publicKeys);
  }

  async warm(): Promise<void> {
    await this.key().catch(() => undefined);
  }

  async seal(content: string): Promise<Uint8Array> {
    const { number, key } = await this.key();
    const known = this.remembered(content);
    if (known?.[0] === number) return known;
    const seal = Uint8Array.from([number, ...sign(null, Buffer.from(content), key)]);
    this.remember(content, Buffer.from(seal).toString('base64'));
    return seal;
  }

  private async key(): Promise<SealKey> {
    this.reading ??= this.secret.read().then((text) => this.chosenFrom(text));
    try {
      return await this.reading;
    } catch (error) {
      this.reading = undefined;
      throw error;
    }
  }

  private chosenFrom(text: string): SealKey {
    const used = keyInUse(ringIn(text), (number) => this.has(number), this.clock());
    if (!used)
      throw new SealSecretError('no private key in the secret of the seals has a public half that is known here');
    return { number: used.number, key: keyIn(used.pkcs8) };
  }
}

interface SealKey {
  readonly number: number;
  readonly key: KeyObject;
}
