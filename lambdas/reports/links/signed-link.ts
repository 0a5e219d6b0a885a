import { createHmac, timingSafeEqual } from 'node:crypto';
import type * as z from 'zod/mini';
import { dayMs, minuteMs } from '../../model/durations';
import { jsonOf } from '../../model/written/json-of';

/** A link is longer than no address, and never longer than this. */
const longestLink = 2_000;

/** Whoever signs a link for ever would give away for ever what it opens. */
const mostLinkDays = 90;

/** How long a form may lie open before it is sent. */
const formMinutes = 120;

/** Why a link opens nothing. */
export type LinkRefusal = 'link-invalid' | 'link-expired';

/** What a link says, whatever it is for. */
export interface Expiring {
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

/** A kind of links. Each has signatures of its own: one is never read as another, nor as a form. */
export interface LinkKind<Link extends Expiring> {
  readonly purpose: string;
  readonly formPurpose: string;
  readonly schema: z.ZodMiniType<Link>;
}

/** A link as it stands in an address: what it says, a full stop, and its signature. */
export function signedAs<Link extends Expiring>({ purpose }: LinkKind<Link>, link: Link, secret: string): string {
  const payload = Buffer.from(JSON.stringify(link), 'utf8').toString('base64url');
  return `${payload}.${macOf(purpose, payload, secret)}`;
}

/**
 * What a link says, if one of the secrets has signed it.
 *
 * @param secrets while they are being rotated, both
 */
export function readAs<Link extends Expiring>(
  { purpose, schema }: LinkKind<Link>,
  text: string,
  secrets: readonly string[],
  now: Date,
): Link | LinkRefusal {
  if (text.length > longestLink) return 'link-invalid';
  const [payload = '', mac = '', ...others] = text.split('.');
  const isSigned = secrets.some((secret) => isSame(macOf(purpose, payload, secret), mac));
  if (others.length > 0 || !isSigned) return 'link-invalid';
  const link = schema.safeParse(jsonOf(Buffer.from(payload, 'base64url').toString('utf8')));
  if (!link.success) return 'link-invalid';
  const leftMs = link.data.expiresAt * 1_000 - now.getTime();
  if (leftMs > mostLinkDays * dayMs) return 'link-invalid';
  return leftMs > 0 ? link.data : 'link-expired';
}

/** Goes along with a form, so that nobody sends one who was not shown it. It is of this text, and of this hour. */
export function formTokenAs(purpose: string, text: string, secret: string, now: Date): string {
  const shownAt = String(Math.floor(now.getTime() / 1_000));
  return `${shownAt}.${macOf(purpose, `${shownAt}.${text}`, secret)}`;
}

/** @returns how long ago the form was shown, or undefined where nobody was shown it, or too long ago */
export function formAgeMs(
  purpose: string,
  token: string,
  text: string,
  secrets: readonly string[],
  now: Date,
): number | undefined {
  const [shownAt = '', mac = '', ...others] = token.split('.');
  if (others.length > 0 || !/^\d{1,12}$/.test(shownAt)) return undefined;
  const ageMs = now.getTime() - Number(shownAt) * 1_000;
  if (ageMs < -minuteMs || ageMs > formMinutes * minuteMs) return undefined;
  return secrets.some((secret) => isSame(macOf(purpose, `${shownAt}.${text}`, secret), mac)) ? ageMs : undefined;
}

function macOf(purpose: string, text: string, secret: string): string {
  return createHmac('sha256', secret).update(`${purpose}.${text}`, 'utf8').digest('base64url');
}

function isSame(one: string, other: string): boolean {
  const [expected, given] = [Buffer.from(one), Buffer.from(other)];
  return expected.length === given.length && timingSafeEqual(expected, given);
}
