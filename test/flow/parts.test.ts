import * as z from 'zod/mini';
import { failureContract, type Failure } from '../../lambdas/failures/definition/failure';
import {
  defineFailure,
  type FailureDefinition,
  type GivenPart,
} from '../../lambdas/failures/definition/failure-definition';
import { partSentences } from '../../lambdas/failures/shared/part-sentences';
import { commonDefaults, commonOptionsShape, type CommonOptions } from '../../lambdas/failures/definition/policy';
import { HoldContendedError } from '../../lambdas/flow/remedy/reconsider';
import type { PolicyDecision } from '../../lambdas/model/decision';
import type { CallbackPart, CreditPart, RefundPart, RemedyPart, ReplacementPart } from '../../lambdas/model/remedy';
import { Death, Life } from '../fakes/mortal';
import { filmFailure } from '../fakes/film-failure';
import { wideLimits } from '../fakes/wide-limits';
import { World } from '../fakes/world';

// Remedies of other parts than refunds: who is asked, what is waited for, and what follows on a refusal.

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const refund: RefundPart = { kind: 'refund', amountMinor: 399, currency: 'GBP', paymentId: 'ch_1' };
const gift: CreditPart = { kind: 'credit', amountMinor: 100, currency: 'GBP', accountId: 'cus_501', basis: 'goodwill' };
const call: CallbackPart = { kind: 'callback', channel: 'phone', deadlineSeconds: 60 };
const replacement: ReplacementPart = {
  ...{ kind: 'replacement', lineId: '1', sku: 'console', quantity: 1, worthMinor: 399, currency: 'GBP' },
  ...{ express: true, giftWrap: false, returnLabel: false, answerWithinSeconds: 3_600, fallback: refund },
};

/** A failure type whose policy always decides the same. */
function deciding(decision: PolicyDecision | ((failure: Failure) => PolicyDecision)): FailureDefinition {
  return defineFailure({
    type: 'ThingBroken',
    defaultSource: 'com.example.shop',
    owner: 'both',
    schema: failureContract({ playback: z.unknown() }),
    subject: () => 'thing_1',
    occurrence: () => 'once',
    policy: {
      version: 1,
      optionsSchema: z.object(commonOptionsShape),
      defaults: commonDefaults,
      decide: (failure: Failure) => (typeof decision === 'function' ? decision(failure) : decision),
    },
    apologise: (failure: Failure, given: readonly GivenPart[]) => ({
      subject: 'Sorry',
      preview: 'Sorry',
      paragraphs: partSentences(given, failure.customer.locale),
    }),
    stories: [{ id: 'thing-broke', title: 'A thing broke', detail: filmFailure() }],
  });
}

function giving(...parts: readonly RemedyPart[]): FailureDefinition {
  return deciding({ outcome: 'give', parts, reasons: ['it broke'] });
}

function worldOf(definition: FailureDefinition): World {
  const world = new World(definition);
  world.limits = wideLimits;
  return world;
}

const shipped = {
  state: 'succeeded',
  providerRef: 'order_1',
  shipment: { arrivesBy: '2026-11-23T12:00:00Z' },
} as const;

describe('a replacement', () => {
  it('is asked for once, with the failure for its address, and the mail waits until somebody says that it comes', async () => {
    const world = worldOf(giving(replacement));
    await world.publishFailure(filmFailure());
    await world.deliver(filmFailure());
    expect(world.partner.asked).toMatchObject([
      { part: { sku: 'console' }, failure: { customer: { name: 'Zoë Park' } } },
    ]);
    expect(world.onlyRecord().state).toBe('pending');
    expect(world.mailer.mails).toEqual([]);

    await world.tellOfPart({ kind: 'replacement', partNumber: 1, outcome: shipped });
    await world.write();
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.mailer.mails.map(({ text }) => text)).toEqual([expect.stringContaining('A new one is on its way')]);
    expect(world.provider.calls).toEqual([]);
  });

  it('keeps no name and no address in the ledger', async () => {
    const world = worldOf(giving(replacement, call));
    await world.publishFailure(filmFailure());
    const kept = JSON.stringify([...world.ledger.records.values(), ...world.ledger.customerRecords.values()]);
    expect(kept).not.toMatch(/Zoë|example\.com/);
  });

  it('that is refused is made good by what the decision named, and the mail says so', async () => {
    const world = worldOf(giving(replacement));
    await world.publishFailure(filmFailure());
    await world.tellOfPart({
      kind: 'replacement',
      partNumber: 1,
      outcome: { state: 'declined', reason: 'out-of-stock', providerRef: 'order_1' },
    });
    await world.sweepEvery(minute, 3);
    expect(world.onlyRecord()).toMatchObject({
      state: 'issued',
      parts: [
        { part: { kind: 'replacement' }, outcome: { state: 'declined' } },
        { part: { kind: 'refund' }, insteadOf: 1, outcome: { state: 'succeeded' } },
      ],
    });
    expect(world.provider.refunds.size).toBe(1);
    expect(world.mailer.mails.map(({ text }) => text)).toEqual([
      expect.stringContaining('We could not send you a new one'),
    ]);
  });

  it('of which nobody answers in time is called back before anything else is given', async () => {
    const world = worldOf(giving(replacement));
    await world.publishFailure(filmFailure());
    await world.sweepEvery(30 * minute, 1);
    expect(world.partner.withdrawn).toEqual([]);
    await world.sweepEvery(31 * minute, 1);
    const { remedyId } = world.onlyRecord();
    expect(world.partner.withdrawn).toEqual([`${remedyId}_1`]);
    await world.sweepEvery(minute, 3);
    expect(world.onlyRecord().state).toBe('issued');
    expect([...world.provider.refunds.keys()]).toEqual([`${remedyId}_2`]);
  });

  it('that was sent after all, when it was to be called back, stays, and no money goes back beside it', async () => {
    const world = worldOf(giving(replacement));
    await world.publishFailure(filmFailure());
    world.partner.settle(`${world.onlyRecord().remedyId}_1`, shipped);
    await world.sweepEvery(2 * hour, 3);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.provider.calls).toEqual([]);
  });

  it('that is accepted, told of, and then refused is corrected, and the refund told of', async () => {
    const world = worldOf(giving(replacement));
    await world.publishFailure(filmFailure());
    await world.tellOfPart({ kind: 'replacement', partNumber: 1, outcome: shipped });
    await world.write();
    await world.tellOfPart({
      kind: 'replacement',
      partNumber: 1,
      outcome: { state: 'declined', reason: 'out-of-stock' },
    });
    await world.write();
    await world.sweepEvery(minute, 3);
    expect(world.mailer.mails.map(({ template }) => template)).toEqual(['apology', 'correction', 'resolution']);
    expect(world.mailer.mails[1]?.text).toContain('cannot be sent after all');
    expect(world.mailer.mails[2]?.text).toContain('£3.99');
  });

  it('news of it that comes late, after the money went back, is for a person and changes nothing', async () => {
    const world = worldOf(giving(replacement));
    await world.publishFailure(filmFailure());
    await world.sweepEvery(2 * hour, 1);
    await world.sweepEvery(minute, 3);
    const before = world.onlyRecord();
    await expect(world.tellOfPart({ kind: 'replacement', partNumber: 1, outcome: shipped })).resolves.toMatchObject({
      result: 'contradicts',
    });
    expect(world.onlyRecord()).toEqual(before);
    expect(world.observer.steps).toContainEqual(
      expect.objectContaining({ step: 'contradicted', why: expect.stringContaining('given after all') }),
    );
  });

  it('is not promised to an address that was erased: a person asks', async () => {
    const { fallback: _, ...without } = replacement;
    const world = worldOf(deciding({ outcome: 'hold', parts: [without], reasons: ['look'] }));
    await world.deliver(filmFailure());
    const { customerId } = world.onlyRecord();
    await world.ledger.eraseEnvelopes(customerId, world.clock().toISOString());
    await world.approve('ann');
    await world.sweepEvery(minute, 3);
    expect(world.partner.asked).toEqual([]);
    expect(world.onlyRecord()).toMatchObject({ state: 'needs-attention' });
  });

  it('that may be asked for already when the address goes is called back before money takes its place', async () => {
    const world = worldOf(deciding({ outcome: 'hold', parts: [replacement], reasons: ['look'] }));
    await world.deliver(filmFailure());
    const { customerId, remedyId } = world.onlyRecord();
    await world.approve('ann');
    await world.ledger.eraseEnvelopes(customerId, world.clock().toISOString());
    await world.sweepEvery(minute, 3);
    expect(world.partner.withdrawn).toEqual([`${remedyId}_1`]);
    expect([...world.provider.refunds.keys()]).toEqual([`${remedyId}_2`]);
  });

  it('whose old one does not come back is let go, or left to a person, and never charged', async () => {
    for (const [unreturned, state] of [
      ['let-go', 'let-go'],
      ['person', 'person'],
    ] as const) {
      const world = worldOf(giving({ ...replacement, returnLabel: true, returnWithinDays: 30, unreturned }));
      await world.publishFailure(filmFailure());
      await world.tellOfPart({ kind: 'replacement', partNumber: 1, outcome: shipped });
      await world.write();
      await world.tellOfMail('apology', 'delivered');
      world.now += 40 * day;
      await world.sweep();
      expect(world.onlyRecord()).toMatchObject({ state: 'issued', dueAt: undefined, parts: [{ returned: { state } }] });
    }
  });

  it('whose old one comes back is finished', async () => {
    const world = worldOf(giving({ ...replacement, returnLabel: true, returnWithinDays: 30 }));
    await world.publishFailure(filmFailure());
    await world.tellOfPart({ kind: 'replacement', partNumber: 1, outcome: shipped });
    await world.write();
    await world.tellOfMail('apology', 'delivered');
    expect(world.onlyRecord().dueAt).toBe('2026-12-23T12:00:00.000Z');
    await world.tellOfPart({ kind: 'replacement', partNumber: 1, returned: true });
    expect(world.onlyRecord()).toMatchObject({ dueAt: undefined, parts: [{ returned: { state: 'came' } }] });
  });
});

describe('a callback', () => {
  it('does not keep the apology waiting', async () => {
    const world = worldOf(giving(refund, call));
    await world.publishFailure(filmFailure());
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.mailer.mails).toHaveLength(1);
    expect(world.partner.asked).toMatchObject([{ part: call, failure: { customer: { id: 'cus_501' } } }]);
  });

  it('that came is finished, and nobody looks again', async () => {
    const world = worldOf(giving(call));
    await world.publishFailure(filmFailure());
    await world.tellOfMail('apology', 'delivered');
    await world.tellOfPart({ kind: 'callback', partNumber: 1, outcome: { state: 'succeeded', providerRef: 'call_1' } });
    expect(world.onlyRecord()).toMatchObject({ state: 'issued', dueAt: undefined });
  });

  it('that is late is told at once, and after an hour a person has to make it good; the customer gets no second mail', async () => {
    const world = worldOf(giving(refund, call));
    await world.publishFailure(filmFailure());
    await world.sweepEvery(2 * minute, 1);
    expect(world.observer.steps.map(({ step }) => step)).toContain('part-overdue');
    expect(world.onlyRecord().state).toBe('issued');
    await world.sweepEvery(61 * minute, 2);
    expect(world.onlyRecord().state).toBe('needs-attention');
    expect(world.partner.withdrawn).toEqual([]);
    expect(world.mailer.mails.map(({ template }) => template)).toEqual(['apology']);
  });
});

describe('several parts', () => {
  it('each has its key, and a crash after any of them gives none twice', async () => {
    for (let crashAt = 1; crashAt <= 14; crashAt++) {
      const lines = [
        { ...refund, amountMinor: 300 },
        { ...refund, amountMinor: 99, lineId: '2' },
      ];
      const world = worldOf(giving(...lines, gift, call));
      await world
        .publishFailure(filmFailure(), new Life({ call: crashAt, when: 'after' }))
        .catch((error: unknown) => expect(error).toBeInstanceOf(Death));
      const { remedyId } = world.onlyRecord();
      expect(world.provider.effects.map(({ request }) => request.key)).toEqual([`${remedyId}_1`, `${remedyId}_2`]);
      for (const number of [3, 4]) expect(world.partner.effects(`${remedyId}_${number}`)).toBe(1);
    }
  });

  it('one that fails goes its own way, and the others stay', async () => {
    const world = worldOf(giving(refund, replacementOf('2'), replacementOf('3')));
    await world.publishFailure(filmFailure({ purchase: { amountMinor: 2_000 } }));
    for (const partNumber of [2, 3]) {
      const outcome = { state: 'declined', reason: 'too-late' } as const;
      await world.tellOfPart({ kind: 'replacement', partNumber, outcome });
    }
    await world.sweepEvery(minute, 4);
    expect(world.onlyRecord()).toMatchObject({ state: 'issued' });
    expect(world.onlyRecord().parts.map(({ part, insteadOf }) => [part.kind, insteadOf])).toEqual([
      ['refund', undefined],
      ['replacement', undefined],
      ['replacement', undefined],
      ['refund', 2],
      ['refund', 3],
    ]);
    expect(world.provider.effects).toHaveLength(3);
  });

  it('what the parts cost together counts against the limits, and goodwill not against what was paid', async () => {
    const world = worldOf(giving(refund, gift));
    world.limits = { ...wideLimits, perRemedy: { GBP: 498 } };
    await world.publishFailure(filmFailure());
    expect(world.onlyRecord()).toMatchObject({
      state: 'held',
      reasons: [expect.stringContaining('4.99 GBP'), 'it broke'],
    });
    const roomy = worldOf(giving(refund, gift));
    await roomy.publishFailure(filmFailure());
    await roomy.tellOfPart({ kind: 'credit', partNumber: 2, outcome: { state: 'succeeded', providerRef: 'credit_1' } });
    expect(roomy.onlyRecord().state).toBe('issued');
  });
});

describe('a refund that cannot reach the card', () => {
  const unreachable = { state: 'declined', reason: 'card-unreachable', providerRef: 're_1' } as const;

  it('becomes a credit of the same amount where the options say so, and the mail tells', async () => {
    const world = worldOf(giving(refund));
    world.options = { ...commonDefaults, unreachableCard: 'credit' };
    world.provider.answerNext(unreachable);
    await world.publishFailure(filmFailure());
    await world.sweepEvery(minute, 2);
    await world.tellOfPart({ kind: 'credit', partNumber: 2, outcome: { state: 'succeeded', providerRef: 'credit_1' } });
    await world.write();
    expect(world.partner.asked).toMatchObject([{ part: { kind: 'credit', amountMinor: 399, basis: 'price' } }]);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.mailer.mails.map(({ text }) => text)).toEqual([
      expect.stringMatching(/We could not .*£3\.99 of credit/),
    ]);
  });

  it('is left to a person otherwise', async () => {
    const world = worldOf(giving(refund));
    world.provider.answerNext(unreachable);
    await world.publishFailure(filmFailure());
    await world.sweepEvery(minute, 2);
    expect(world.onlyRecord().state).toBe('needs-attention');
    expect(world.partner.asked).toEqual([]);
  });

  it('a disputed one is never made good by credit: the bank decides', async () => {
    const world = worldOf(giving(refund));
    world.options = { ...commonDefaults, unreachableCard: 'credit' };
    world.provider.answerNext({ ...unreachable, reason: 'disputed' });
    await world.publishFailure(filmFailure());
    await world.sweepEvery(minute, 2);
    expect(world.onlyRecord().state).toBe('needs-attention');
    expect(world.partner.asked).toEqual([]);
  });
});

describe('something that is waited for', () => {
  const until = '2026-11-22T20:45:00.000Z';
  const answered = (failure: Failure): boolean => failure.proof !== undefined;
  const merchant = (then: 'give' | 'person') =>
    deciding((failure) =>
      answered(failure)
        ? { outcome: 'none', reasons: ['the merchant made it good'] }
        : {
            ...{ outcome: 'hold', parts: [refund], reasons: ['the merchant has until then to answer'] },
            awaits: { what: 'the merchant’s answer', until, then },
          },
    );

  it('and does not come is the end of the wait: what was decided beforehand is given by itself', async () => {
    const world = worldOf(merchant('give'));
    await world.publishFailure(filmFailure());
    expect(world.onlyRecord()).toMatchObject({ state: 'held', dueAt: until });
    await world.sweepEvery(day, 1);
    expect(world.provider.calls).toEqual([]);
    await world.sweepEvery(day, 2);
    expect(world.onlyRecord()).toMatchObject({ state: 'issued' });
    expect(world.mailer.mails).toHaveLength(1);
    expect(world.observer.steps.map(({ step }) => step)).not.toContain('hold-escalated');
  });

  it('or a person looks, where it was decided so', async () => {
    const world = worldOf(merchant('person'));
    await world.publishFailure(filmFailure());
    await world.sweepEvery(2 * day, 1);
    expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { awaits: undefined } });
    expect(world.told()).toEqual(['held', 'held']);
    await world.approve('ann');
    await world.sweepEvery(minute, 2);
    expect(world.onlyRecord().state).toBe('issued');
  });

  it('the same failure published again says nothing new, and with what was waited for it decides', async () => {
    const world = worldOf(merchant('give'));
    await world.publishFailure(filmFailure());
    await expect(world.deliver(filmFailure())).resolves.toMatchObject({ result: 'duplicate' });
    const withAnswer = { ...filmFailure(), proof: ['answer-1'] };
    await expect(world.deliver(withAnswer)).resolves.toMatchObject({ result: 'reconsidered' });
    expect(world.onlyRecord().state).toBe('rejected');
    await world.sweepEvery(3 * day, 2);
    expect(world.provider.calls).toEqual([]);
    expect(world.mailer.mails).toEqual([]);
  });

  it('and loses a race is published again, for what it brings must not be lost', async () => {
    const world = worldOf(merchant('give'));
    await world.publishFailure(filmFailure());
    const ports = world.ports();
    const ledger = Object.create(ports.ledger) as typeof ports.ledger;
    ledger.saveRemedy = async () => 'stale';
    const withAnswer = { ...filmFailure(), proof: ['answer-1'] };
    await expect(world.deliver(withAnswer, new Life(), { ...ports, ledger })).rejects.toThrow(HoldContendedError);
    await expect(world.deliver(withAnswer)).resolves.toMatchObject({ result: 'reconsidered' });
  });

  it('counts against the limits from the beginning, for nobody looks when it is given', async () => {
    const world = worldOf(merchant('give'));
    world.limits = { ...wideLimits, perDay: { ...wideLimits.perDay, remedies: 0 } };
    await world.publishFailure(filmFailure());
    await world.sweepEvery(3 * day, 2);
    expect(world.onlyRecord()).toMatchObject({ state: 'held', hold: { awaits: undefined } });
  });

  it('is not given after the wait where its type waits for people', async () => {
    const world = worldOf(merchant('give'));
    await world.switchMode('ThingBroken', { mode: 'approve' });
    await world.publishFailure(filmFailure());
    await world.sweepEvery(3 * day, 2);
    expect(world.onlyRecord().state).toBe('held');
  });
});

describe('evidence that is only reported', () => {
  const reported = filmFailure({ evidence: 'reported' });
  const needing = (needs: CommonOptions['reported']['needs'], withoutProof: 'give' | 'person' = 'person') => {
    const world = worldOf(giving(refund));
    world.options = { ...commonDefaults, reported: { needs, proofHours: 48, withoutProof } };
    return world;
  };

  it('is believed by default', async () => {
    const world = worldOf(giving(refund));
    await world.publishFailure(reported);
    expect(world.onlyRecord()).toMatchObject({
      state: 'issued',
      reasons: ['it broke', 'the customer reported it, and is believed'],
    });
  });

  it('waits for a person where the options say so; what a machine saw does not', async () => {
    const world = needing('person');
    await world.publishFailure(reported);
    expect(world.onlyRecord().state).toBe('held');
    const seen = needing('person');
    await seen.publishFailure(filmFailure());
    expect(seen.onlyRecord().state).toBe('issued');
  });

  it('waits for proof, and is given as soon as the failure is published with it', async () => {
    const world = needing('proof');
    await world.publishFailure(reported);
    expect(world.told()).toEqual(['held']);
    expect(world.outcomes.published[0]?.awaits).toMatchObject({ what: 'a photo, a scan or a paper', then: 'person' });
    await world.deliver({ ...reported, proof: ['photo-1'] });
    await world.sweepEvery(minute, 2);
    expect(world.onlyRecord().state).toBe('issued');
    expect(world.mailer.mails).toHaveLength(1);
  });

  it('that brings other facts is left to a person, and what was promised does not change', async () => {
    const world = needing('proof');
    await world.publishFailure(reported);
    world.definition = giving({ ...refund, amountMinor: 100 });
    await world.deliver({ ...reported, proof: ['photo-1'] });
    expect(world.onlyRecord()).toMatchObject({
      state: 'held',
      hold: { awaits: undefined },
      parts: [{ part: { amountMinor: 399 } }],
    });
  });

  it('without proof in time: believed all the same, or left to a person', async () => {
    for (const [withoutProof, state] of [
      ['give', 'issued'],
      ['person', 'held'],
    ] as const) {
      const world = needing('proof', withoutProof);
      await world.publishFailure(reported);
      await world.sweepEvery(49 * hour, 2);
      expect(world.onlyRecord().state).toBe(state);
    }
  });
});

describe('a customer who is let down again', () => {
  const again = filmFailure({ playback: { rentalId: 'rent_78' }, purchase: { orderId: 'ord_10' } });
  const world = (then: CommonOptions['repeats']['then']) => {
    const repeated = new World();
    repeated.limits = wideLimits;
    const repeats = { withinDays: 30, from: 2, then, goodwillMinor: { GBP: 500 } };
    repeated.options = { ...repeated.definition.policy.defaults, repeats };
    return repeated;
  };

  it('gets a goodwill credit on top of what is owed, where the options say so', async () => {
    const repeated = world('goodwill');
    await repeated.publishFailure(filmFailure());
    await repeated.publishFailure(again);
    const [, second] = [...repeated.ledger.records.values()];
    expect(second?.parts).toMatchObject([
      { part: { kind: 'refund' } },
      { part: { kind: 'credit', amountMinor: 500, basis: 'goodwill' } },
    ]);
    expect(second?.reasons).toContain(
      "a goodwill credit on top, because it is the customer's failure number 2 in 30 days",
    );
  });

  it('or a person who looks', async () => {
    const repeated = world('person');
    await repeated.publishFailure(filmFailure());
    await repeated.publishFailure(again);
    expect([...repeated.ledger.records.values()].map(({ state }) => state)).toEqual(['issued', 'held']);
  });

  it('and after the window it counts no more', async () => {
    const repeated = world('person');
    await repeated.publishFailure(filmFailure());
    repeated.now += 31 * day;
    await repeated.publishFailure({ ...again, occurredAt: repeated.clock().toISOString() });
    expect([...repeated.ledger.records.values()].map(({ state }) => state)).toEqual(['issued', 'issued']);
  });
});

describe('what is owed by a day', () => {
  const owedBy = '2026-11-24T20:45:00.000Z';
  const owed = (outcome: 'give' | 'hold') =>
    deciding({ outcome, parts: [refund], reasons: ['a schedule owes it'], owedBy });

  it('is escalated before that day also while it is held, and again when it has passed', async () => {
    const world = worldOf(owed('hold'));
    await world.publishFailure(filmFailure());
    expect(world.outcomes.published[0]?.owedBy).toBe(owedBy);
    const escalations = (): string[] =>
      world.observer.steps.map(({ step }) => step).filter((step) => step.startsWith('owed-'));
    await world.sweepEvery(3 * day - minute, 1);
    expect(escalations()).toEqual([]);
    await world.sweepEvery(minute, 1);
    expect(escalations()).toEqual(['owed-soon']);
    await world.sweepEvery(day, 1);
    expect(escalations()).toEqual(['owed-soon', 'owed-overdue']);
    await world.approve('ann');
    await world.sweepEvery(minute, 2);
    expect(world.onlyRecord().state).toBe('issued');
    await world.sweepEvery(3 * day, 2);
    expect(escalations()).toHaveLength(2);
  });

  it('is escalated before that day also where it waits with its incident', async () => {
    const owedTomorrow = '2026-11-21T20:45:00.000Z';
    const world = worldOf(
      deciding({ outcome: 'hold', parts: [refund], reasons: ['words'], owedBy: owedTomorrow, withIncident: true }),
    );
    world.limits = { ...world.limits, holdHours: 30 * 24 };
    await world.publishFailure(filmFailure());
    const escalations = (): string[] =>
      world.observer.steps.map(({ step }) => step).filter((step) => step.startsWith('hold-'));
    await world.sweepEvery(18 * hour - minute, 1);
    expect(escalations()).toEqual([]);
    await world.sweepEvery(minute, 1);
    expect(escalations()).toEqual(['hold-escalated']);
    await world.sweepEvery(6 * hour, 1);
    expect(escalations()).toEqual(['hold-escalated', 'hold-overdue']);
  });

  it('and was given in time is not spoken of', async () => {
    const world = worldOf(owed('give'));
    await world.publishFailure(filmFailure());
    await world.sweepEvery(5 * day, 2);
    expect(world.observer.steps.some(({ step }) => step.startsWith('owed-'))).toBe(false);
  });
});

it('who bears the loss stands in the record and is told with the outcome', async () => {
  const why = 'the merchant did not answer';
  const recovery = { bearer: 'merchant', partyId: 'mer_1', amountMinor: 399, currency: 'GBP', why } as const;
  const world = worldOf(deciding({ outcome: 'give', parts: [refund], reasons: ['unanswered'], recovery }));
  await world.publishFailure(filmFailure());
  expect(world.onlyRecord().recovery).toEqual(recovery);
  expect(world.outcomes.published[0]?.recovery).toEqual(recovery);
});

it('a message that somebody wrote is what the customer reads, with what was given below them', async () => {
  const world = worldOf(deciding({ outcome: 'hold', parts: [refund], reasons: ['the text needs an approval'] }));
  await world.deliver(filmFailure());
  await world.approve('ann', world.onlyRecord(), 'We went about it the wrong way.');
  await world.sweepEvery(minute, 2);
  expect(world.mailer.mails[0]?.text).toMatch(/We went about it the wrong way\.[^]*£3\.99/);
});

it('a message that somebody wrote for an incident reaches all its customers', async () => {
  const held = {
    outcome: 'hold',
    withIncident: true,
    parts: [refund],
    reasons: ['the text needs an approval'],
  } as const;
  const world = worldOf(deciding(held));
  for (const id of ['cus_1', 'cus_2']) await world.deliver(filmFailure({ customer: { id } }));
  await world.decideIncident('cdn-eu-7', 'approved', 'ann', 'We went about it the wrong way.');
  await world.sweepEvery(minute, 2);
  expect(world.mailer.mails.map(({ text }) => text)).toEqual([
    expect.stringContaining('the wrong way'),
    expect.stringContaining('the wrong way'),
  ]);
});

function replacementOf(lineId: string): ReplacementPart {
  return { ...replacement, lineId, fallback: { ...refund, lineId } };
}
