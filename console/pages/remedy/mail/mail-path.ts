import { placeOf } from '../../../elements/places';

export type MailVerdict = 'approve' | 'reject';

const mailPath = /^\/(?:remedies\/[^/]+\/[^/]+\/mail\/(?:approve|reject)|incidents\/[^/]+\/mail)$/;

/** Whether a page is a mail as it would leave, shown in a frame. */
export function isMailPath(path: string): boolean {
  return mailPath.test(path);
}

export function mailPathOf(customerId: string, remedyId: string, verdict: MailVerdict): string {
  return `${placeOf.remedy(customerId, remedyId)}/mail/${verdict}`;
}
