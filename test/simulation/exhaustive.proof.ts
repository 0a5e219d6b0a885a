import { explore } from './exhaustive';

/** Every order of the calls of two deliveries, and every point at which either or both of them can die. */
describe('two deliveries of one failure', () => {
  it('that begin together end with one refund, in every order of their calls and wherever either of them dies', async () => {
    const { schedules, deaths, failures } = await explore({ aheadMs: 0 });
    expect(failures).toEqual([]);
    expect(schedules).toBeGreaterThan(5_000);
    expect(deaths).toBeGreaterThan(schedules / 2);
  });

  it('of which the second finds the lease of the first one over, end with one refund too', async () => {
    const { schedules, takeOvers, failures } = await explore({ aheadMs: 50_000 });
    expect(failures).toEqual([]);
    expect(schedules).toBeGreaterThan(5_000);
    expect(takeOvers).toBeGreaterThan(100);
  });
});
