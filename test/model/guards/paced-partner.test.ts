import { PacedPartner } from '../../../lambdas/fulfilment/pace/paced-partner';
import { NotAttemptedError } from '../../../lambdas/fulfilment/port/refund-provider';
import type { PartnerRequest } from '../../../lambdas/fulfilment/port/partner';
import { Paces } from '../../../lambdas/model/guards/paces';
import { LimitedRate } from '../../fakes/limited-rate';
import { VirtualTime } from '../../bench/virtual-time';

const request: PartnerRequest = {
  part: {
    kind: 'credit',
    accountId: 'cus_1',
    amountMinor: 399,
    currency: 'GBP',
    basis: 'goodwill',
  },
  key: 'rem_1_1',
  remedyId: 'rem_1',
  partNumber: 1,
  customerId: 'cus_1',
  failureType: 'VideoPlaybackFailed',
  orderId: 'ord_1',
  failure: undefined,
  timeoutMs: 30_000,
};

function worldOf(perSecond: number) {
  const time = new VirtualTime(Date.parse('2026-11-20T20:00:00Z'));
  const rate = new LimitedRate(() => time.nowMs, perSecond);
  const asked: string[] = [];
  const answer = async (what: string) => {
    await time.sleep(100);
    if (!rate.take()) throw new NotAttemptedError('too many requests', { isRateLimited: true });
    asked.push(what);
    return { state: 'declined', reason: 'other' } as const;
  };
  const partner = {
    accounts: ['partner-endpoint'],
    smallestStepMinor: () => 5,
    carryOut: () => answer('carried out'),
    find: () => answer('looked up'),
    withdraw: () => answer('withdrawn'),
  };
  const paces = new Paces({ clock: time.clock, random: () => 0.5, pause: (ms) => time.sleep(ms) });
  return { time, rate, asked, paced: new PacedPartner(partner, 'partner-endpoint', paces) };
}

it('a partner that asks for fewer requests gets each of them once, later', async () => {
  const { time, rate, asked, paced } = worldOf(2);
  const all = Promise.all(Array.from({ length: 20 }, () => paced.carryOut(request)));
  await time.run();
  await all;
  expect(asked).toEqual(Array(20).fill('carried out'));
  expect(rate.refused).toBeGreaterThan(0);
  expect(rate.refused).toBeLessThan(10);
});

it('what it is asked about and what is withdrawn waits for a turn too, and it is the same partner to all others', async () => {
  const { time, asked, paced } = worldOf(1);
  const all = Promise.all([paced.find(request), paced.withdraw(request), paced.find(request)]);
  await time.run();
  await all;
  expect(asked.sort()).toEqual(['looked up', 'looked up', 'withdrawn']);
  expect([paced.accounts, paced.smallestStepMinor('EUR')]).toEqual([['partner-endpoint'], 5]);
});
