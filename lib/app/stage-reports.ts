import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import * as z from 'zod/mini';
import type { ReportPages } from '../reports/report-pages';
import { Reports } from '../reports/reports';
import { Shop } from '../shop/shop';
import { fromText } from './given/context-value';
import { movedToShop } from './given/moved-to-shop';
import type { StageShop } from './given/shop-given';

/** How customers and agents report. */
export interface StageReports {
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

const form =
  'true, false or { linkSecretName, perCustomerPerDay, perMinute, calls, letters }, whatever of them differs';

const name = z.string({ error: form }).check(z.minLength(1, { error: form }));

const limit = z.int({ error: form }).check(z.gte(1, { error: form }), z.lte(1_000, { error: form }));

const shape = z.strictObject({
  linkSecretName: z.optional(name),
  perCustomerPerDay: z.optional(limit),
  perMinute: z.optional(limit),
  calls: z.optional(z.boolean({ error: form })),
  letters: z.optional(z.boolean({ error: form })),
});

/** As a boolean, an object, or either as JSON. */
export const reportsSchema = z.pipe(
  z.pipe(z.transform(fromText), movedToShop),
  z.union([z.boolean(), shape], { error: form }),
);

interface StageWithReports {
  readonly stage: string;
  readonly reports?: boolean | StageReports | undefined;
}

export function reportsOf(scope: Construct, { stage, reports }: StageWithReports): Reports | undefined {
  if (!reports) return undefined;
  const { perCustomerPerDay, perMinute, calls, letters }: StageReports = reports === true ? {} : reports;
  const linkSecret = Secret.fromSecretNameV2(scope, 'ReportLinkSecret', linkSecretIn(stage, reports));
  return Reports.at({ linkSecret, perCustomerPerDay, perMinute, calls, letters });
}

function linkSecretIn(stage: string, reports: true | StageReports): string {
  return (reports === true ? undefined : reports.linkSecretName) ?? `amends/${stage}/report-links`;
}

/** What a stack says of it, by the names of its outputs. */
export function reportsOutputs(
  { stage, reports }: StageWithReports,
  pages: ReportPages | undefined,
  createSecret: (name: string) => string,
): readonly (readonly [name: string, value: string, description: string])[] {
  if (!reports || !pages) return [];
  const linkSecretName = linkSecretIn(stage, reports);
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
  ];
}

interface StageWithShop {
  readonly stage: string;
  readonly shop?: StageShop | undefined;
}

export function shopOf(scope: Construct, { stage, shop }: StageWithShop): Shop | undefined {
  return (
    shop && Shop.http({ url: shop.url, secret: Secret.fromSecretNameV2(scope, 'ShopSecret', nameIn(stage, shop)) })
  );
}

function nameIn(stage: string, { secretName }: StageShop): string {
  return secretName ?? `amends/${stage}/shop`;
}

/** What a stack says of it, by the names of its outputs. */
export function shopOutputs(
  { stage, shop }: StageWithShop,
  createSecret: (name: string) => string,
): readonly (readonly [name: string, value: string, description: string])[] {
  if (!shop) return [];
  const name = nameIn(stage, shop);
  const why = `Give your shop's endpoint a secret to verify our questions with, which ${name} holds too: docs/shop.md.`;
  return [['ShopNextStep', createSecret(name), why]];
}
