import { createHmac } from 'node:crypto';
import { formTokenOf, isFormToken, readLink, signedLink } from '../../lambdas/reports/links/report-link';
import { ReportLinks } from '../../lambdas/reports/links/report-links';
import { LinkSecretError } from '../../lambdas/reports/links/signed-links';

const now = new Date('2026-11-29T10:00:00Z');
const at = (seconds: number): number => now.getTime() / 1_000 + seconds;
const [secret, next, other] = ['one', 'two', 'three'].map((name) => name.repeat(16));
const link = { customerId: 'cus_104', orderId: 'ord_1', expiresAt: at(3_600) };

/** As docs/reports.md tells a shop to make it. */
function asDocumented(claims: object, key = secret ?? ''): string {
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${payload}.${createHmac('sha256', key).update(`amends-report-link.${payload}`).digest('base64url')}`;
}

describe('a link', () => {
  it('names the customer whom the shop signed it for', () => {
    expect(readLink(asDocumented(link), [secret ?? ''], now)).toEqual(link);
    expect(signedLink(link, secret ?? '')).toBe(asDocumented(link));
  });

  it('of another secret opens nothing', () => {
    expect(readLink(asDocumented(link, other), [secret ?? '', next ?? ''], now)).toBe('link-invalid');
  });

  it.each([
    [
      'another customer in it',
      (text: string) => text.replace(/^[^.]+/, Buffer.from('{"customerId":"x"}').toString('base64url')),
    ],
    ['a letter less', (text: string) => text.slice(0, -1)],
    ['no signature', (text: string) => text.split('.', 1).join('')],
    ['something behind it', (text: string) => `${text}.x`],
    ['nothing in it', () => ''],
    ['no end', () => 'x'.repeat(10_000)],
  ])('with %s opens nothing', (_, change) => {
    expect(readLink(change(asDocumented(link)), [secret ?? ''], now)).toBe('link-invalid');
  });

  it('ends, and cannot be made to last for more than 90 days', () => {
    expect(readLink(asDocumented({ ...link, expiresAt: at(-1) }), [secret ?? ''], now)).toBe('link-expired');
    expect(readLink(asDocumented({ ...link, expiresAt: at(91 * 86_400) }), [secret ?? ''], now)).toBe('link-invalid');
  });

  it('is no token of a form, and the other way round', () => {
    const token = formTokenOf(asDocumented(link), secret ?? '', now);
    expect(readLink(token, [secret ?? ''], now)).toBe('link-invalid');
    expect(isFormToken(asDocumented(link), asDocumented(link), [secret ?? ''], now)).toBe(false);
  });
});

describe('a form', () => {
  const text = asDocumented(link);
  const token = formTokenOf(text, secret ?? '', now);
  const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);

  it('is taken for two hours, of its own link alone', () => {
    expect(isFormToken(token, text, [secret ?? ''], later(119))).toBe(true);
    expect(isFormToken(token, text, [secret ?? ''], later(121))).toBe(false);
    expect(isFormToken(token, asDocumented({ ...link, customerId: 'cus_105' }), [secret ?? ''], now)).toBe(false);
  });
});

describe('the secret of links', () => {
  let value = '';
  let reads = 0;
  let forgotten = 0;
  let kept: string | undefined;
  /** As the store of a function: what was read is kept until it is forgotten. */
  const key = {
    read: () => {
      reads += 1;
      return Promise.resolve((kept ??= value));
    },
    forget: () => {
      forgotten += 1;
      kept = undefined;
    },
  };
  beforeEach(() => {
    [kept, forgotten] = [undefined, 0];
  });

  it('may have two lines, of which the first signs and both are believed', async () => {
    value = `${next}\n${secret}`;
    const links = new ReportLinks(key);
    expect(await links.read(asDocumented(link), now)).toEqual(link);
    expect(await links.read(asDocumented(link, next), now)).toEqual(link);
    expect(await links.sign(link, now)).toBe(asDocumented(link, next));
  });

  it('is read again where a link is not known, and then not for a minute', async () => {
    value = secret ?? '';
    const links = new ReportLinks(key);
    expect(await links.read(asDocumented(link, next), now)).toBe('link-invalid');
    const before = reads;
    expect(await links.read(asDocumented(link, next), now)).toBe('link-invalid');
    expect(reads).toBe(before + 1);
  });

  it('that was taken away is believed for a minute at most, also while its links are used', async () => {
    value = secret ?? '';
    const links = new ReportLinks(key);
    const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1_000);
    expect(await links.read(asDocumented(link), now)).toEqual(link);
    value = next ?? '';
    // Each use is answered, and puts nothing off.
    expect(await links.read(asDocumented(link), later(40))).toEqual(link);
    expect(await links.read(asDocumented(link), later(61))).toBe('link-invalid');
    expect(await links.read(asDocumented(link, next), later(62))).toEqual(link);
  });

  it('is not read again at each link', async () => {
    value = secret ?? '';
    const links = new ReportLinks(key);
    const before = reads;
    await links.read(asDocumented(link), now);
    await links.read(asDocumented(link), new Date(now.getTime() + 30_000));
    expect(reads - before).toBe(2);
    expect(forgotten).toBe(0);
  });

  it('that could be guessed is refused', async () => {
    value = 'short';
    await expect(new ReportLinks(key).read(asDocumented(link), now)).rejects.toThrow(LinkSecretError);
  });
});
