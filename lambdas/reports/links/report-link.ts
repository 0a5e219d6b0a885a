import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import { idSchema } from '../../model/business-id';
import { dayMs, minuteMs } from '../../model/durations';

/** Whom a link is for, and until when. It holds no personal data but the customer's id. */
export interface ReportLink {
  readonly customerId: string;
  /** The order that it is about. Without it, all that the shop shows of the customer's. */
  readonly orderId?: string | undefined;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

const linkSchema = z.strictObject({
  customerId: idSchema(),
  orderId: z.optional(idSchema()),
  expiresAt: z.int().check(z.positive()),
});

/** A link is longer than no address, and never longer than this. */
const longestLink = 2_000;

/** Whoever signs a link for ever would give an order away for ever. */
export const mostLinkDays = 90;

/** How long a form may lie open before it is sent. */
const formMinutes = 120;

/** Why a link opens nothing. */
export type LinkRefusal = 'link-invalid' | 'link-expired';

const linkPurpose = 'amends-report-link';
const formPurpose = 'amends-report-form';

/** A link as it stands in an address: what it says, a full stop, and its signature. */
export function signedLink(link: ReportLink, secret: string): string {
  const payload = Buffer.from(JSON.stringify(link), 'utf8').toString('base64url');
  return `${payload}.${macOf(linkPurpose, payload, secret)}`;
}

/**
 * What a link says, if one of the secrets has signed it.
 *
 * @param secrets while they are being rotated, both
 */
export function readLink(text: string, secrets: readonly string[], now: Date): ReportLink | LinkRefusal {
  if (text.length > longestLink) return 'link-invalid';
  const [payload = '', mac = '', ...others] = text.split('.');
  const isSigned = secrets.some((secret) => isSame(macOf(linkPurpose, payload, secret), mac));
  if (others.length > 0 || !isSigned) return 'link-invalid';
  const link = linkSchema.safeParse(jsonOf(payload));
  if (!link.success) return 'link-invalid';
  const leftMs = link.data.expiresAt * 1_000 - now.getTime();
  if (leftMs > mostLinkDays * dayMs) return 'link-invalid';
  return leftMs > 0 ? link.data : 'link-expired';
}

/** Goes along with a form, so that nobody sends one who was not shown it. It is of this link, and of this hour. */
export function formTokenOf(link: string, secret: string, now: Date): string {
  const shownAt = String(Math.floor(now.getTime() / 1_000));
  return `${shownAt}.${macOf(formPurpose, `${shownAt}.${link}`, secret)}`;
}

export function isFormToken(token: string, link: string, secrets: readonly string[], now: Date): boolean {
  const [shownAt = '', mac = '', ...others] = token.split('.');
  if (others.length > 0 || !/^\d{1,12}$/.test(shownAt)) return false;
  const ageMs = now.getTime() - Number(shownAt) * 1_000;
  if (ageMs < -minuteMs || ageMs > formMinutes * minuteMs) return false;
  return secrets.some((secret) => isSame(macOf(formPurpose, `${shownAt}.${link}`, secret), mac));
}

/** Each purpose has signatures of its own: a form's is no link. */
function macOf(purpose: string, text: string, secret: string): string {
  return createHmac('sha256', secret).update(`${purpose}.${text}`, 'utf8').digest('base64url');
}

function isSame(one: string, other: string): boolean {
  const [expected, given] = [Buffer.from(one), Buffer.from(other)];
  return expected.length === given.length && timingSafeEqual(expected, given);
}

function jsonOf(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
