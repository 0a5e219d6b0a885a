import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import * as z from 'zod/mini';
import { isServiceUrl } from '../options/service-endpoint';
import type { ReportPages } from '../reports/report-pages';
import { Reports } from '../reports/reports';
import { fromText } from './given/context-value';

/** Where customers and agents report, and what your shop answers about them. */
export interface StageReports {
  /** The https URL of your shop's endpoint that says what a customer has bought. */
  readonly ordersUrl: string;
  /**
   * The name of the secret that signs our requests to it.
   *
   * @default `amends/STAGE/shop-orders`
   */
  readonly ordersSecretName?: string | undefined;
  /**
   * The name of the secret with which your shop signs the links that it gives its customers.
   *
   * @default `amends/STAGE/report-links`
   */
  readonly linkSecretName?: string | undefined;
  /**
   * How many reports of one customer are taken on one day.
   *
   * @default 10
   */
  readonly perCustomerPerDay?: number | undefined;
  /**
   * How many reports of all customers are taken in one minute.
   *
   * @default 120
   */
  readonly perMinute?: number | undefined;
  /**
   * Whether customers may ask there to be called.
   *
   * @default false
   */
  readonly calls?: boolean | undefined;
  /**
   * Whether anybody may write there without a link: each letter is a conversation. It needs `replies`.
   *
   * @default false
   */
  readonly letters?: boolean | undefined;
}

const form = "{ ordersUrl: 'https://shop.example.com/amends' }, with names of secrets and limits of reports";

const name = z.string({ error: form }).check(z.minLength(1, { error: form }));

const limit = z.int({ error: form }).check(z.gte(1, { error: form }), z.lte(1_000, { error: form }));

/** As an object, or as JSON. */
export const reportsSchema = z.pipe(
  z.transform(fromText),
  z.strictObject(
    {
      ordersUrl: z.string({ error: form }).check(z.refine(isServiceUrl, { error: form })),
      ordersSecretName: z.optional(name),
      linkSecretName: z.optional(name),
      perCustomerPerDay: z.optional(limit),
      perMinute: z.optional(limit),
      calls: z.optional(z.boolean({ error: form })),
      letters: z.optional(z.boolean({ error: form })),
    },
    { error: form },
  ),
);

interface StageWithReports {
  readonly stage: string;
  readonly reports?: StageReports | undefined;
}

export function reportsOf(scope: Construct, { stage, reports }: StageWithReports): Reports | undefined {
  if (!reports) return undefined;
  const { ordersUrl: url, perCustomerPerDay, perMinute, calls, letters } = reports;
  const { ordersSecretName, linkSecretName } = namesIn(stage, reports);
  return Reports.at({
    orders: { url, secret: Secret.fromSecretNameV2(scope, 'ShopOrdersSecret', ordersSecretName) },
    linkSecret: Secret.fromSecretNameV2(scope, 'ReportLinkSecret', linkSecretName),
    perCustomerPerDay,
    perMinute,
    calls,
    letters,
  });
}

function namesIn(stage: string, reports: StageReports) {
  return {
    ordersSecretName: reports.ordersSecretName ?? `amends/${stage}/shop-orders`,
    linkSecretName: reports.linkSecretName ?? `amends/${stage}/report-links`,
  };
}

/** What a stack says of it, by the names of its outputs. */
export function reportsOutputs(
  { stage, reports }: StageWithReports,
  pages: ReportPages | undefined,
  createSecret: (name: string) => string,
): readonly (readonly [name: string, value: string, description: string])[] {
  if (!reports || !pages) return [];
  const { ordersSecretName, linkSecretName } = namesIn(stage, reports);
  return [
    ...(pages.letters
      ? [
          [
            'LettersUrl',
            `${pages.url}write`,
            'Where anybody writes to you without a purchase: docs/reports.md.',
          ] as const,
        ]
      : []),
    ['ReportsUrl', pages.url, 'The links that your shop gives its customers begin here: docs/reports.md.'],
    [
      'ReportLinksNextStep',
      createSecret(linkSecretName),
      `No link opens anything before the secret ${linkSecretName} holds what your shop signs links with.`,
    ],
    [
      'ShopOrdersNextStep',
      createSecret(ordersSecretName),
      `No order is shown before the secret ${ordersSecretName} holds what signs the questions to your shop.`,
    ],
  ];
}
