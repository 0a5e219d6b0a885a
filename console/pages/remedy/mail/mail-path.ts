import { placeOf } from '../../../elements/places';

export type MailVerdict = 'approve' | 'reject';

const mailPath =
  /^\/(?:remedies\/[^/]+\/[^/]+\/(?:mail\/(?:approve|reject)|notices\/[^/]+\/mail)|incidents\/[^/]+\/mail)$/;

/** Whether a page is a mail as it would leave or left, shown in a frame. */
export function isMailPath(path: string): boolean {
  return mailPath.test(path);
}

/** A mail that has left. */
export function sentMailPathOf(customerId: string, remedyId: string, template: string): string {
  return `${placeOf.notice(customerId, remedyId, template)}/mail`;
}

export function mailPathOf(customerId: string, remedyId: string, verdict: MailVerdict): string {
  return `${placeOf.remedy(customerId, remedyId)}/mail/${verdict}`;
}
