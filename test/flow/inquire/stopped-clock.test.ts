import { askSource, type AskResult } from '../../../lambdas/flow/inquire/ask-source';
import { takeAnswer } from '../../../lambdas/flow/inquire/take-answer';
import { extendHold } from '../../../lambdas/flow/operate/holds';
import { envelopeOf } from '../../../lambdas/ledger/envelope';
import type { PolicyDecision } from '../../../lambdas/model/decision';
import { hourMs, minuteMs } from '../../../lambdas/model/durations';
import type { Inquiry } from '../../../lambdas/outcomes/inquiry';
import { filmFailure } from '../../fakes/film-failure';
import { deciding, refund, worldOf } from '../../fakes/parts';
import type { World } from '../../fakes/world';

const source = 'com.example.shop';
const asked: Inquiry[] = [];

/** A thing that waits for a person for 48 hours, whose publisher may be asked. */
async function held(askedHours: number | undefined, owes: Partial<PolicyDecision> = {}): Promise<World> {
  const decision = { outcome: 'hold', parts: [refund], reasons: ['a doubt'], ...owes } as PolicyDecision;
  const world = worldOf(deciding(decision));
  world.limits = { ...world.limits, holdHours: 48, askedHours, announceAfterMinutes: 30 };
  world.source = source;
  const failure = filmFailure();
  await world.publishFailure(failure);
  const record = world.onlyRecord();
  await world.ledger.keepEnvelope(envelopeOf(record, { failure, detectedAt: world.detectedAt }, world.clock()));
  return world;
}

async function ask(world: World, hours: number): Promise<AskResult> {
  const { customerId, remedyId, version } = world.onlyRecord();
  const inquiries = { publish: async (inquiry: Inquiry) => void asked.push(inquiry) };
  const ports = { ...world.retryPorts(), limits: world.limits, inquiries };
  const question = { question: 'Was it sent?', hours, why: 'nobody knows' };
  return askSource({ customerId, remedyId, actor: 'ann', expectedVersion: version }, question, ports);
}

async function answer(world: World, inquiryId = asked.at(-1)?.inquiryId ?? ''): Promise<string> {
  const { customerId, remedyId } = world.onlyRecord();
  const from = { source, type: 'ThingBrokenExplained' };
  const given = { schemaVersion: 1, customerId, remedyId, inquiryId, answer: 'It was.' } as const;
  return (await takeAnswer(given, from, world.retryPorts())).result;
}

/** In how many hours from the beginning it has to be decided. */
function deadlineHours(world: World): number {
  const { hold, committedAt } = world.onlyRecord();
  return (Date.parse(hold?.deadline ?? '') - Date.parse(committedAt)) / hourMs;
}

describe('the wait of somebody who was asked', () => {
  it('counts against the clock of a hold where a deployment says nothing else', async () => {
    const world = await held(undefined);
    await ask(world, 24);
    expect(deadlineHours(world)).toBe(48);
    expect(world.onlyRecord().hold?.stopped).toBeUndefined();
    expect(await ask(world, 49)).toMatchObject({ answer: 'refused', why: expect.stringContaining('extend it first') });
  });

  it('is theirs where a deployment lets the clock stand still, until they answer', async () => {
    const world = await held(24);
    expect((await ask(world, 20)).answer).toBe('done');
    expect(deadlineHours(world)).toBe(68);
    world.now += 5 * hourMs;
    expect(await answer(world)).toBe('taken');
    expect(deadlineHours(world)).toBe(53);
    expect(world.onlyRecord().hold).toMatchObject({ stopped: { ms: 5 * hourMs } });
  });

  it('is theirs for no longer than a deployment allows in all, and for no longer than they were given', async () => {
    const world = await held(24);
    await ask(world, 20);
    world.now += 21 * hourMs;
    expect(deadlineHours(world)).toBe(68);
    await ask(world, 20);
    expect(deadlineHours(world)).toBe(72);
    await answer(world);
    expect(deadlineHours(world)).toBe(68);
  });

  it('counts once where two are asked at the same time', async () => {
    const world = await held(100);
    await ask(world, 10);
    world.now += 2 * hourMs;
    await ask(world, 10);
    expect(deadlineHours(world)).toBe(60);
  });

  it('does not move a day that a customer was told', async () => {
    const world = await held(24);
    await world.sweepEvery(30 * minuteMs, 2);
    expect(world.mailer.mails.map(({ template }) => template)).toEqual(['waiting']);
    await ask(world, 20);
    expect(deadlineHours(world)).toBe(48);
  });

  it('is over for the clock once people have extended the hold, who say from then on how long it has', async () => {
    const world = await held(24);
    await ask(world, 20);
    const { customerId, remedyId } = world.onlyRecord();
    world.now += hourMs;
    await extendHold({ customerId, remedyId, actor: 'ann' }, { hours: 30, why: 'the shop is slow' }, world.holdPorts());
    expect(deadlineHours(world)).toBe(31);
    world.now += hourMs;
    await answer(world);
    expect(deadlineHours(world)).toBe(31);
  });

  it('moves what is owed only where its schedule lets that time stand still', async () => {
    const owedBy = '2026-11-28T20:45:00.000Z';
    const counts = await held(24, { owedBy });
    await ask(counts, 20);
    expect(counts.onlyRecord().owed).toMatchObject({ by: owedBy });
    const stops = await held(24, { owedBy, owedStops: true });
    await ask(stops, 20);
    expect(stops.onlyRecord().owed).toMatchObject({ by: '2026-11-29T16:45:00.000Z' });
    stops.now += 4 * hourMs;
    await answer(stops);
    expect(stops.onlyRecord().owed).toMatchObject({ by: '2026-11-29T00:45:00.000Z' });
  });
});
