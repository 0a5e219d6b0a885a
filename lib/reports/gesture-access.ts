import type { IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { gestureSource, gestureType } from '../../lambdas/model/judging/gesture';
import { reportSource } from '../../lambdas/reports/report-source';
import { mayReadSecret } from '../function/function-rights';
import type { PublisherGuard } from '../grants/publisher-guard';
import type { FailureType } from '../options/failure-type';
import { gesturesText } from './with-gestures';
import type { ReportAccess } from './report-access';
import type { ReportPages } from './report-pages';

interface Giving {
  readonly failures: readonly Pick<FailureType, 'type' | 'policy'>[];
  /** Says what customers have bought. Without it only who had a remedy is given something. */
  readonly reports?: ReportAccess | undefined;
}

/** What whoever gives of their own accord has to know. */
export function gesturesEnvironment({ failures, reports }: Giving) {
  const text = gesturesText(failures);
  if (text === undefined) return {};
  const shop = reports && {
    SHOP_ORDERS_URL: reports.orders.url,
    SHOP_ORDERS_SECRET_NAME: reports.orders.secret.secretName,
  };
  return { GESTURES: text, ...shop };
}

/** The right to sign questions to the shop. */
export function mayAskShop({ failures, reports }: Giving): PolicyStatement[] {
  return gesturesText(failures) === undefined || !reports ? [] : [mayReadSecret(reports.orders.secret)];
}

/** Lets our own functions publish what people report, and what they give of their own accord: nobody else may. */
export function letPeoplePublish(
  guard: PublisherGuard,
  reports: ReportPages | undefined,
  operators: readonly { readonly role: IRole }[],
  remedies: readonly { readonly type: string }[],
): void {
  if (reports) guard.grant(reports.intake.role, [{ source: reportSource, types: reports.types }]);
  if (!remedies.some(({ type }) => type === gestureType)) return;
  for (const { role } of operators) guard.grant(role, [{ source: gestureSource, types: [gestureType] }]);
}
