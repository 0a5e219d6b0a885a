import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { gestureSource, gestureType } from '../../lambdas/model/judging/gesture';
import { reportSource } from '../../lambdas/reports/report-source';
import type { OwnFunction } from '../grants/granted-role';
import type { PublisherGuard } from '../grants/publisher-guard';
import type { FailureType } from '../options/failure-type';
import { mayAskShop, shopEnvironment, type Shop } from '../shop/shop';
import { gesturesText } from './with-gestures';
import type { ReportPages } from './report-pages';

interface Giving {
  readonly failures: readonly Pick<FailureType, 'type' | 'policy'>[];
  /** Says what customers have bought. Without it only who had a remedy is given something. */
  readonly shop?: Shop | undefined;
}

/** What whoever gives of their own accord has to know. */
export function gesturesEnvironment({ failures, shop }: Giving) {
  const text = gesturesText(failures);
  if (text === undefined) return {};
  return { GESTURES: text, ...(shop && shopEnvironment(shop)) };
}

/** The right to sign questions to the shop. */
export function mayAskWhatWasBought({ failures, shop }: Giving): PolicyStatement[] {
  return gesturesText(failures) === undefined || !shop ? [] : [mayAskShop(shop)];
}

/** Lets our own functions publish what people report, and what they give of their own accord: nobody else may. */
export function letPeoplePublish(
  guard: PublisherGuard,
  reports: ReportPages | undefined,
  operators: readonly OwnFunction[],
  remedies: readonly { readonly type: string }[],
): void {
  if (reports) guard.grantOwn(reports.intake, { source: reportSource, types: reports.types });
  if (!remedies.some(({ type }) => type === gestureType)) return;
  for (const operator of operators) guard.grantOwn(operator, { source: gestureSource, types: [gestureType] });
}
