/** A list price, where it stands, and when it was written down. */
interface Price {
  readonly usd: number;
  readonly source: string;
}

/**
 * When these prices were last compared. AWS's pages fill in their numbers by script, so none could be read there: each
 * was compared with what several others wrote down from them in 2026. No program compares them with AWS's price list.
 */
export const pricesAsOf = '2026-11';

/** They are those of this region, on demand and without free tiers. Others cost up to half as much again. */
export const pricesOf = 'us-east-1';

const dynamodb = 'https://aws.amazon.com/dynamodb/pricing/on-demand/';
const lambda = 'https://aws.amazon.com/lambda/pricing/';
const cloudWatch = 'https://aws.amazon.com/cloudwatch/pricing/';

export const prices = {
  millionWriteUnits: { usd: 0.625, source: dynamodb },
  millionReadUnits: { usd: 0.125, source: dynamodb },
  gigabyteOfTable: { usd: 0.25, source: dynamodb },
  gigabyteOfRecovery: { usd: 0.2, source: dynamodb },
  /** arm64 */
  gigabyteSecond: { usd: 0.0000133334, source: lambda },
  millionInvocations: { usd: 0.2, source: lambda },
  /** Custom events, each begun 64 KB. */
  millionEvents: { usd: 1, source: 'https://aws.amazon.com/eventbridge/pricing/' },
  millionScheduled: { usd: 1, source: 'https://aws.amazon.com/eventbridge/pricing/' },
  millionQueueRequests: { usd: 0.4, source: 'https://aws.amazon.com/sqs/pricing/' },
  /** Ingestion. */
  gigabyteOfLog: { usd: 0.5, source: cloudWatch },
  /** For each metric that it looks at, a month. */
  alarmedMetric: { usd: 0.1, source: cloudWatch },
  dashboard: { usd: 3, source: cloudWatch },
  /** A metric of our own with data in every hour of a month. */
  customMetric: { usd: 0.3, source: cloudWatch },
  millionTraces: { usd: 5, source: 'https://aws.amazon.com/xray/pricing/' },
  key: { usd: 1, source: 'https://aws.amazon.com/kms/pricing/' },
  secret: { usd: 0.4, source: 'https://aws.amazon.com/secrets-manager/pricing/' },
  thousandMails: { usd: 0.1, source: 'https://aws.amazon.com/ses/pricing/' },
} as const satisfies Record<string, Price>;

/** The pages that the prices stand on. */
export const priceSources: readonly string[] = [...new Set(Object.values(prices).map(({ source }) => source))].sort();
