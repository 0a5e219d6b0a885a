import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import { parseFailure } from '../../lambdas/failures/definition/parse-failure';
import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { handleFailure } from '../../lambdas/flow/remedy/handle-failure';
import type { RefundProvider } from '../../lambdas/fulfilment/port/refund-provider';
import { remedyPorts } from '../bench/remedy-ports';
import { FakeOutcomes } from '../fakes/fake-outcomes';
import { forever, ThrewAfterEffect, type Contender, type Fate } from './contender';
import type { KeyedRefunds } from './keyed-refunds';
import type { FaultyProxy } from './faulty-proxy';

/** The money path of a failure function. Each delivery is a function instance of its own. */
export function amends(client: DynamoDBClient, proxy: FaultyProxy, books: KeyedRefunds): Contender {
  const deliver: Contender['deliver'] = async (event, fate = {}) => {
    proxy.failing = (operation, body) =>
      fate.completionFails === true && operation === 'PutItem' && body.includes('"REMEDY#');
    const failure = parseFailure(videoPlaybackFailed, event.detail);
    const ports = remedyPorts({ client, refunds: providerFor(books, fate), outcomes: new FakeOutcomes() });
    const delivery = { failure, detectedAt: event.time, deadlineMs: Date.now() + 20_000 };
    return handleFailure(delivery, fate.changesEvent ? changingEvent : videoPlaybackFailed, ports);
  };
  return { deliver };
}

function providerFor(books: KeyedRefunds, { effectAfter, onEffect, afterEffect }: Fate): RefundProvider {
  return {
    refund: async ({ key }) => {
      onEffect?.();
      await effectAfter;
      const providerRef = books.refund(key);
      if (afterEffect === 'dies') return forever;
      if (afterEffect === 'throws') throw new ThrewAfterEffect();
      return { state: 'succeeded', providerRef };
    },
    find: async () => ({ state: 'not-found' }),
    accounts: [],
    smallestStepMinor: () => 1,
  };
}

const definition: FailureDefinition = videoPlaybackFailed;

/** A policy that writes into the failure it was asked about. */
const changingEvent: FailureDefinition = {
  ...videoPlaybackFailed,
  policy: {
    ...videoPlaybackFailed.policy,
    decide: (failure, view) => {
      const decision = definition.policy.decide(failure, view);
      Object.assign(failure, { evidence: 'reported' });
      Object.assign(failure.customer, { id: 'somebody else' });
      return decision;
    },
  },
};
