import { randomBytes } from 'node:crypto';
import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { OnProgress } from '../../cli/progress-line';
import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import type { Failure } from '../../lambdas/failures/definition/failure';
import { applyEmailEvent } from '../../lambdas/flow/inbound/apply-email-event';
import { apologise } from '../../lambdas/flow/notify/apologise';
import { DynamoIncidents } from '../../lambdas/ledger/dynamo/dynamo-incidents';
import { handleFailure } from '../../lambdas/flow/remedy/handle-failure';
import type { Outcome } from '../../lambdas/outcomes/outcome';
import { FakeRefundProvider } from '../fakes/fake-refund-provider';
import { tableName } from '../ledger/ledger-table';
import { prices } from './cost';
import { startEmulatedServices } from './emulated-services';
import { newFailures } from './failures';
import { remedyPorts } from './remedy-ports';
import { meter, type Metered } from './request-meter';
import { clientAt, createBenchTables } from './tables';

/** What one step of a remedy's life asks of the database, on average. */
export interface DatabaseUse {
  readonly requests: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Of the index `waiting`, which is written where an item comes, goes or moves there. */
  readonly indexWriteUnits: number;
}

export interface WholeLife {
  readonly refund: DatabaseUse;
  readonly mail: DatabaseUse;
  readonly deliveryReport: DatabaseUse;
  readonly inAll: DatabaseUse;
  readonly usdPerMillion: number;
}

const signatory = { name: 'Nora Lind', role: 'Customer care', company: 'Example Films' };

/** Refunds so many failures, mails the customers, and hears that the mails were delivered. */
export async function measureWholeLife(remedies: number, onProgress?: OnProgress): Promise<WholeLife> {
  const urls = await startEmulatedServices({ engine: 'dynalite', providerMs: 0 });
  try {
    (await createBenchTables(urls.engine)).destroy();
    const client = clientAt(urls.engine);
    const used = new Use(client);
    const life = newLife(client);
    for (const [done, failure] of newFailures(remedies).entries()) {
      onProgress?.(done, remedies);
      await used.during('refund', () => life.refund(failure));
      await used.during('mail', () => life.mail(failure));
      await used.during('deliveryReport', () => life.report());
    }
    client.destroy();
    return used.perRemedy(remedies);
  } finally {
    await urls.stop();
  }
}

interface Life {
  readonly refund: (failure: Failure) => Promise<unknown>;
  readonly mail: (failure: Failure) => Promise<unknown>;
  readonly report: () => Promise<unknown>;
}

/** The three functions that a remedy meets. */
function newLife(client: DynamoDBClient): Life {
  let published: Outcome | undefined;
  const outcome = (): Outcome => {
    if (!published) throw new Error('nothing was published');
    return published;
  };
  const outcomes = { publish: async (one: Outcome) => void (published = one) };
  const undelivered = { publish: async () => undefined };
  const ports = {
    ...remedyPorts({ client, refunds: new FakeRefundProvider(() => new Date()), outcomes }),
    undelivered,
  };
  // As long as those of SES.
  const incidents = new DynamoIncidents(client, tableName);
  const mailer = { send: async () => ({ messageId: `${randomBytes(27).toString('hex')}-000000` }) };
  return {
    refund: (failure) => {
      const delivery = { failure, detectedAt: failure.occurredAt, deadlineMs: Date.now() + 20_000 };
      return handleFailure(delivery, videoPlaybackFailed, ports);
    },
    mail: (failure) => {
      const customerId = failure.customer.id;
      const delivery = { outcome: outcome(), customerId, failure, definition: videoPlaybackFailed, signatory };
      return apologise(delivery, { ...ports, incidents, mailer });
    },
    report: () => {
      const { customerId = '', remedyId } = outcome();
      return applyEmailEvent({ customerId, remedyId, template: 'apology', state: 'delivered' }, ports);
    },
  };
}

type Step = 'refund' | 'mail' | 'deliveryReport';

/** Adds up what the steps use. */
class Use {
  private readonly metered: Metered;
  private readonly steps = new Map<Step, DatabaseUse>();
  private readonly indexed = new Map<string, string>();
  private indexWriteUnits = 0;

  constructor(client: DynamoDBClient) {
    this.metered = meter(client, { units: true });
    client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        const { Item: item } = args.input as { Item?: Record<string, AttributeValue> };
        if (item) this.indexWriteUnits += this.indexUnitsOf(item);
        return result;
      },
      { step: 'initialize', name: 'index' },
    );
  }

  async during(step: Step, work: () => Promise<unknown>): Promise<void> {
    const before = this.now();
    await work();
    this.steps.set(step, sumOf(this.steps.get(step) ?? nothing, differenceOf(this.now(), before)));
  }

  perRemedy(remedies: number): WholeLife {
    const per = (use: DatabaseUse = nothing): DatabaseUse => combine(use, nothing, (units) => units / remedies);
    const [refund, mail, deliveryReport] = (['refund', 'mail', 'deliveryReport'] as const).map((step) =>
      per(this.steps.get(step)),
    ) as [DatabaseUse, DatabaseUse, DatabaseUse];
    const inAll = [refund, mail, deliveryReport].reduce(sumOf);
    const writeUnits = inAll.writeUnits + inAll.indexWriteUnits;
    const usdPerMillion = writeUnits * prices.millionWriteUnits + inAll.readUnits * prices.millionReadUnits;
    return { refund, mail, deliveryReport, inAll, usdPerMillion };
  }

  private now(): DatabaseUse {
    const { requests, readUnits, writeUnits } = this.metered;
    return { requests, readUnits, writeUnits, indexWriteUnits: this.indexWriteUnits };
  }

  /** One for an item that comes or goes, and two for one that moves. */
  private indexUnitsOf(item: Record<string, AttributeValue>): number {
    const key = `${item['pk']?.S} ${item['sk']?.S}`;
    const before = this.indexed.get(key);
    const after = item['waiting'] && `${item['waiting'].S} ${item['dueAt']?.S}`;
    if (after === undefined) this.indexed.delete(key);
    else this.indexed.set(key, after);
    if (before === after) return 0;
    return before === undefined || after === undefined ? 1 : 2;
  }
}

const nothing: DatabaseUse = { requests: 0, readUnits: 0, writeUnits: 0, indexWriteUnits: 0 };

function sumOf(one: DatabaseUse, other: DatabaseUse): DatabaseUse {
  return combine(one, other, (a, b) => a + b);
}

function differenceOf(one: DatabaseUse, other: DatabaseUse): DatabaseUse {
  return combine(one, other, (a, b) => a - b);
}

function combine(one: DatabaseUse, other: DatabaseUse, combined: (a: number, b: number) => number): DatabaseUse {
  return {
    requests: combined(one.requests, other.requests),
    readUnits: combined(one.readUnits, other.readUnits),
    writeUnits: combined(one.writeUnits, other.writeUnits),
    indexWriteUnits: combined(one.indexWriteUnits, other.indexWriteUnits),
  };
}
