import { approveHold, rejectHold } from '../../../lambdas/flow/operate/holds';
import type { CustomerMessage } from '../../../lambdas/ledger/envelope';
import { minuteMs } from '../../../lambdas/model/durations';
import type { World } from '../../fakes/world';
import { filmFailure } from '../../fakes/film-failure';
import { refund, deciding, worldOf } from '../../fakes/parts';

it('the message of the person who approved is what the customer reads, with what was given below it', async () => {
  const world = worldOf(deciding({ outcome: 'hold', parts: [refund], reasons: ['the text needs an approval'] }));
  await world.deliver(filmFailure());
  await world.approve('ann', world.onlyRecord(), 'We went about it the wrong way.');
  await world.sweepEvery(minuteMs, 2);
  expect(world.mailer.mails[0]?.text).toMatch(/We went about it the wrong way\.[^]*£3\.99/);
});

it('the message of the person who approved an incident reaches all its customers', async () => {
  const held = {
    outcome: 'hold',
    withIncident: true,
    parts: [refund],
    reasons: ['the text needs an approval'],
  } as const;
  const world = worldOf(deciding(held));
  for (const id of ['cus_1', 'cus_2']) await world.deliver(filmFailure({ customer: { id } }));
  await world.decideIncident('cdn-outage-2026-11-20', 'approved', 'ann', 'We went about it the wrong way.');
  await world.sweepEvery(minuteMs, 2);
  expect(world.mailer.mails.map(({ text }) => text)).toEqual([
    expect.stringContaining('the wrong way'),
    expect.stringContaining('the wrong way'),
  ]);
});

function linesOf(world: World): string[] {
  return [...world.ledger.notices.values()].flatMap(({ history }) => history.map(({ why }) => why));
}

describe('of two people who decide at the same moment', () => {
  async function decidedAtOnce(first: 'approve' | 'reject') {
    const world = worldOf(deciding({ outcome: 'hold', parts: [refund], reasons: ['the text needs an approval'] }));
    await world.deliver(filmFailure());
    const { customerId, remedyId } = world.onlyRecord();
    const which = { customerId, remedyId };
    const approve = (ports = world.holdPorts()) =>
      approveHold({ ...which, actor: 'ann' }, { why: 'it is ours', message: 'We went about it the wrong way.' }, ports);
    const reject = (ports = world.holdPorts()) =>
      rejectHold({ ...which, actor: 'bob' }, { why: 'not ours', message: 'We have decided against a refund.' }, ports);
    const [winner, loser] = first === 'approve' ? [approve, reject] : [reject, approve];
    // The loser has kept its message, and then the winner decides.
    const ports = world.holdPorts();
    const ledger = ports.ledger;
    const late = {
      ...ports,
      ledger: Object.assign(Object.create(ledger) as typeof ledger, {
        readRemedy: ledger.readRemedy.bind(ledger),
        readEnvelope: ledger.readEnvelope.bind(ledger),
        keepMessage: async (message: CustomerMessage) => {
          await ledger.keepMessage(message);
          await expect(winner()).resolves.toMatchObject({ answer: 'done' });
        },
      }),
    };
    await expect(loser(late)).resolves.toMatchObject({ answer: 'refused' });
    await world.sweepEvery(minuteMs, 2);
    return world;
  }

  it('the rejection that lost is not mailed with the refund', async () => {
    const world = await decidedAtOnce('approve');
    expect(world.mailer.mails).toHaveLength(1);
    expect(world.mailer.mails[0]?.text).toMatch(/We went about it the wrong way\.[^]*£3\.99/);
    expect(world.mailer.mails[0]?.text).not.toContain('decided against');
    expect(world.onlyRecord().history.map(({ why }) => why)).toContain(
      'approved by ann, with a message to the customer: it is ours',
    );
    expect(linesOf(world)).toContain('it is being sent, in the words of ann');
  });

  it('the approval that lost is not mailed with the refusal', async () => {
    const world = await decidedAtOnce('reject');
    expect(world.mailer.mails.map(({ text }) => text)).toEqual([expect.stringContaining('decided against a refund')]);
    expect(world.mailer.mails[0]?.text).not.toContain('wrong way');
    expect(linesOf(world)).toContain('it is being sent, in the words of bob');
  });
});

it('a first approver’s message is not mailed when another person rejects without one', async () => {
  const large = { ...refund, amountMinor: 5_000 };
  const world = worldOf(deciding({ outcome: 'hold', parts: [large], reasons: ['the text needs an approval'] }));
  world.limits = { ...world.limits, twoPeopleAbove: { GBP: 1_000 } };
  await world.deliver(filmFailure({ purchase: { amountMinor: 5_000 } }));
  await world.approve('ann', world.onlyRecord(), 'You get it all back.');
  const { customerId, remedyId } = world.onlyRecord();
  await rejectHold({ customerId, remedyId, actor: 'bob' }, { why: 'not ours' }, world.holdPorts());
  await world.sweepEvery(minuteMs, 2);
  expect(world.onlyRecord().state).toBe('rejected');
  expect(world.mailer.mails).toEqual([]);
});
