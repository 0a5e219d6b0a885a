import { at, textAt, type Plain } from '../stored';

/** What makes two failures the same one. */
export interface FailureIdentity {
  readonly customerId: string;
  readonly type: string;
  readonly subject: string;
  readonly occurrence: string;
}

/** The identity as one text. */
export function identityOf({ customerId, type, subject, occurrence }: FailureIdentity): string {
  // The same letters composed otherwise are the same id.
  return [customerId, type, subject, occurrence].join(' ').normalize('NFC');
}

/** The identity of a failure of that type, as its event's detail names it. */
export function identityIn(failure: Plain, type: string): string {
  return identityOf({
    type,
    customerId: textAt(failure, 'customer', 'id'),
    subject: textAt(failure, 'thing', 'subject'),
    occurrence: textAt(failure, 'thing', 'occurrence'),
  });
}

export function identityOfEvent(event: Plain): string {
  return identityIn(at(event, 'detail'), textAt(event, 'detail-type'));
}
