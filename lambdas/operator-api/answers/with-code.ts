import { codeNamed, type ReasonCode, type RecordedReason } from '../../model/judging/reason-code';
import { invalid, type OperatorResponse } from './operator-response';

/** A rejection whose code is on the list, and not retired. It is recorded with its label as it is now. */
export function withCode(
  { code }: { readonly code: string },
  { reasonCodes }: { readonly reasonCodes: readonly ReasonCode[] },
  handle: (rejectedAs: RecordedReason) => Promise<OperatorResponse>,
): Promise<OperatorResponse> {
  const named = codeNamed(code, reasonCodes);
  return named.isOffered ? handle(named.reason) : Promise.resolve(invalid([`code: ${named.why}`]));
}
