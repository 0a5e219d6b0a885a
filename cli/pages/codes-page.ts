import type { ReasonCodeView } from '../../lambdas/operator-api/response-schemas';
import { tableOf } from './table';

/** The reasons for which remedies are rejected. */
export function codesPage(codes: readonly ReasonCodeView[]): string {
  const rows = codes.map(({ code, label, isRetired }) => [code, label, isRetired === true ? 'retired' : '']);
  return tableOf(['CODE', 'MEANS', ''], rows);
}
