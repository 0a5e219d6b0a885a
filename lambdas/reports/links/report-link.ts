import * as z from 'zod/mini';
import { idSchema } from '../../model/business-id';
import { formAgeMs, formTokenAs, readAs, signedAs, type LinkKind, type LinkRefusal } from './signed-link';

/** Whom a link is for, and until when. It holds no personal data but the customer's id. */
export interface ReportLink {
  readonly customerId: string;
  /** The order that it is about. Without it, all that the shop shows of the customer's. */
  readonly orderId?: string | undefined;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

/** The links with which customers report. The shop signs them. */
export const reportLinkKind: LinkKind<ReportLink> = {
  purpose: 'amends-report-link',
  formPurpose: 'amends-report-form',
  schema: z.strictObject({
    customerId: idSchema(),
    orderId: z.optional(idSchema()),
    expiresAt: z.int().check(z.positive()),
  }),
};

/** A link as it stands in an address: what it says, a full stop, and its signature. */
export function signedLink(link: ReportLink, secret: string): string {
  return signedAs(reportLinkKind, link, secret);
}

/**
 * What a link says, if one of the secrets has signed it.
 *
 * @param secrets while they are being rotated, both
 */
export function readLink(text: string, secrets: readonly string[], now: Date): ReportLink | LinkRefusal {
  return readAs(reportLinkKind, text, secrets, now);
}

/** Goes along with a form, so that nobody sends one who was not shown it. It is of this link, and of this hour. */
export function formTokenOf(link: string, secret: string, now: Date): string {
  return formTokenAs(reportLinkKind.formPurpose, link, secret, now);
}

export function isFormToken(token: string, link: string, secrets: readonly string[], now: Date): boolean {
  return formAgeMs(reportLinkKind.formPurpose, token, link, secrets, now) !== undefined;
}
