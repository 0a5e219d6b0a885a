import Stripe from 'stripe';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { anotherStory } from '../../local/demo/script/stories';
import type { PublishedEntry } from '../../local/demo/script/published-entry';
import { takePayments } from '../../local/demo/script/take-payments';
import { say } from '../package/say';
import { connect } from './connect';
import { DeployedBus } from './deployed-bus';
import { Deployment } from './deployment';
import { booksProblems, type Failed } from './fault-problems';
import { faultRows, type FaultRow } from './fault-rows';
import type { Microburst } from './microburst';
import { project, TrialApp } from './trial-app';
import type { TrialSettings } from './try-deployment';

/** How many customers are let down while one kind of fault happens. */
const failuresPerRow = 200;
/** A message that was not taken comes back after six times the function's timeout, more than once. */
const settlesWithinMs = 10 * 60_000;

/** Deploys, and lets one kind of fault after another happen between the functions and AWS. */
export async function tryFaults(proxy: Microburst, { folder, awsUrl, company }: TrialSettings): Promise<void> {
  const stage = { stripeUrl: company.provider.url, queued: ['VideoPlaybackFailed'] as const };
  const app = new TrialApp({ project, awsUrl, folder, stage });
  say('cdk synth, bootstrap and deploy');
  const assembly = await app.synthesize('faults');
  await app.bootstrap(assembly);
  await app.deploy(assembly);
  const deployment = new Deployment(awsUrl);
  const bus = new DeployedBus(awsUrl, await deployment.busName(), deployment.config);
  const { hostname, port } = new URL(company.provider.url);
  const stripe = new Stripe('sk_test_local', { host: hostname, port, protocol: 'http', telemetry: false });
  try {
    await connect(company, deployment, bus, assembly);
    for (const [index, row] of faultRows.entries()) {
      await tryRow(row, { number: index + 1, proxy, deployment, stripe, providerUrl: company.provider.url });
    }
  } finally {
    await bus.stop();
    deployment.stop();
  }
}

interface RowSettings {
  readonly number: number;
  readonly proxy: Microburst;
  readonly deployment: Deployment;
  readonly stripe: Stripe;
  readonly providerUrl: string;
}

async function tryRow({ name, rules }: FaultRow, settings: RowSettings): Promise<void> {
  const { number, proxy, deployment, stripe, providerUrl } = settings;
  const paid = await takePayments({ entries: failures(number), cards: {} }, providerUrl, (warning) => {
    throw new Error(warning);
  });
  const before = await proxy.faulted();
  await proxy.setRules(rules);
  const entries = paid.map(({ entry }) => entry);
  await deployment.publish(entries);
  const givenUpAt = Date.now() + settlesWithinMs;
  for (;;) {
    const seen = { remedies: await deployment.remedies(), mails: await deployment.mails(), stripe };
    const { problems, states } = await booksProblems(entries.map(failedOf), seen);
    if (problems.length === 0) {
      const faulted = (await proxy.faulted()) - before;
      if (faulted === 0) throw new Error(`${name}: no request failed, so nothing was tried.`);
      await proxy.setRules([]);
      say(`${name}: ${faulted} requests failed; ${states}`);
      return;
    }
    if (Date.now() > givenUpAt) throw new Error([`${name}: this is not as it should be:`, ...problems].join('\n  '));
    await pause(2_000);
  }
}

const namedSchema = z.object({ customer: z.looseObject({}), purchase: z.looseObject({}) });

const publishedSchema = z.object({
  customer: z.object({ id: z.string(), email: z.string() }),
  purchase: z.object({ paymentId: z.string() }),
});

/** The same film stalls for as many customers, each with an order of her own. */
function failures(row: number): PublishedEntry[] {
  const { entry } = anotherStory('VideoPlaybackFailed', new Date());
  const { customer, purchase } = namedSchema.parse(entry.Detail);
  return Array.from({ length: failuresPerRow }, (_, index) => {
    const id = `${row}-${index}`;
    const email = `customer-${id}@example.com`;
    return {
      ...entry,
      Detail: {
        ...entry.Detail,
        customer: { ...customer, id: `customer_${id}`, email },
        purchase: { ...purchase, orderId: `order_${id}` },
      },
    };
  });
}

function failedOf({ Detail }: PublishedEntry): Failed {
  const { customer, purchase } = publishedSchema.parse(Detail);
  return { customerId: customer.id, email: customer.email, paymentId: purchase.paymentId };
}
