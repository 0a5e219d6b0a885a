import type { Partner, PartnerRequest } from '../../lambdas/fulfilment/port/partner';
import { NotAttemptedError } from '../../lambdas/fulfilment/port/refund-provider';
import type { PartnerPart } from '../../lambdas/model/remedy';
import type { Weather } from './refund-provider-contract';

/** A partner to try, and what stands behind it. */
export interface PartnerUnderTest {
  readonly partner: Partner;
  /** How often something was really given, or begun to be given, under a key. One who gives twice says more than 1. */
  effects(request: PartnerRequest): number;
  turn(weather: Weather): Promise<void>;
  stop(): Promise<void>;
}

/** What not every partner can do. */
export interface PartnerAbilities {
  readonly kinds: readonly PartnerPart['kind'][];
  /** Whether it can be asked what became of a part. A bus cannot. */
  readonly looksUp: boolean;
  /** Whether it says for certain that it took a part back. A bus cannot. */
  readonly takesBack: boolean;
}

export const sampleParts: Readonly<Record<PartnerPart['kind'], PartnerPart>> = {
  credit: { kind: 'credit', amountMinor: 500, currency: 'EUR', accountId: 'cus_acct_31', basis: 'goodwill' },
  replacement: {
    kind: 'replacement',
    lineId: 'l1',
    sku: 'MUG-2',
    quantity: 1,
    worthMinor: 1900,
    currency: 'EUR',
    express: true,
    giftWrap: false,
    returnLabel: false,
    answerWithinSeconds: 3600,
  },
  entitlement: {
    kind: 'entitlement',
    action: 'extend',
    entitlementId: 'svc_31',
    to: 'service',
    period: 'P3D',
    worthMinor: 250,
    currency: 'EUR',
    answerWithinSeconds: 900,
  },
  callback: { kind: 'callback', channel: 'phone', deadlineSeconds: 7200 },
};

let remedies = 0;

/** A part that nobody has asked for. */
export function newPart(kind: PartnerPart['kind'], change: Partial<PartnerRequest> = {}): PartnerRequest {
  const remedyId = `rem_${process.pid}_${++remedies}`;
  return {
    part: sampleParts[kind],
    key: `${remedyId}_1`,
    remedyId,
    partNumber: 1,
    customerId: 'cus_31',
    failureType: 'ParcelLost',
    orderId: 'ord_9',
    failure: { customer: { name: 'Ada Lind', email: 'ada@example.com' } },
    timeoutMs: 10_000,
    ...change,
  };
}

/** What every partner promises, whatever it is made of. */
export function describePartnerContract(
  name: string,
  { kinds, looksUp, takesBack }: PartnerAbilities,
  start: () => Promise<PartnerUnderTest>,
): void {
  describe.each(kinds)(`${name}: a %s`, (kind) => {
    let under: PartnerUnderTest;
    beforeAll(async () => {
      under = await start();
    });
    afterEach(() => under.turn('fair'));
    afterAll(() => under.stop());

    it('is carried out once for ten requests at once and one more', async () => {
      const request = newPart(kind);
      const asked = await Promise.allSettled(Array.from({ length: 10 }, () => under.partner.carryOut(request)));
      const last = await under.partner.carryOut(request);
      expect(['succeeded', 'pending']).toContain(last.state);
      for (const one of asked) {
        // A partner may turn away who comes while it is at work on the same key.
        if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(NotAttemptedError);
        else expect(one.value).toMatchObject({ state: last.state });
      }
      expect(under.effects(request)).toBe(1);
    });

    it('that is answered later says by when', async () => {
      const outcome = await under.partner.carryOut(newPart(kind));
      if (outcome.state !== 'pending') return;
      expect(Date.parse(outcome.answerBy ?? '')).toBeGreaterThan(Date.now());
    });

    it('was not attempted where the partner was not reached, and then nothing was requested', async () => {
      const request = newPart(kind, { timeoutMs: 1_300 });
      await under.turn('unreachable');
      await expect(under.partner.carryOut(request)).rejects.toThrow(NotAttemptedError);
      await expect(under.partner.withdraw(request)).rejects.toThrow(NotAttemptedError);
      await under.turn('fair');
      expect(under.effects(request)).toBe(0);
    });

    it('that was not requested is not found, and looking it up requests nothing', async () => {
      const request = newPart(kind);
      await expect(under.partner.find(request)).resolves.toEqual({ state: 'not-found' });
      expect(under.effects(request)).toBe(0);
    });

    if (looksUp) {
      it('is found as it was answered', async () => {
        const request = newPart(kind);
        const { state } = await under.partner.carryOut(request);
        await expect(under.partner.find(request)).resolves.toMatchObject({ state });
      });

      it('whose response was lost is unknown, is found, and is not carried out again', async () => {
        const request = newPart(kind);
        await under.turn('losing-replies');
        await expect(under.partner.carryOut(request)).resolves.toMatchObject({ state: 'unknown' });
        await under.turn('fair');
        const found = await under.partner.find(request);
        expect(['succeeded', 'pending']).toContain(found.state);
        await expect(under.partner.carryOut(request)).resolves.toMatchObject({ state: found.state });
        expect(under.effects(request)).toBe(1);
      });

      it('does not count as given where the same key is used for something else', async () => {
        const request = newPart(kind);
        await under.partner.carryOut(request);
        const other = { ...request, part: changed(request.part) };
        await expect(under.partner.carryOut(other)).resolves.toMatchObject({ state: 'unknown' });
        expect(under.effects(request)).toBe(1);
      });
    }

    if (takesBack) {
      it('that was withdrawn stays so, withdrawn again and looked up', async () => {
        const request = newPart(kind);
        await under.partner.carryOut(request);
        await expect(under.partner.withdraw(request)).resolves.toMatchObject({ state: 'declined' });
        await expect(under.partner.withdraw(request)).resolves.toMatchObject({ state: 'declined' });
        await expect(under.partner.find(request)).resolves.toMatchObject({ state: 'declined' });
      });
    }

    it('that was withdrawn is not carried out under its key', async () => {
      const request = newPart(kind);
      await under.partner.carryOut(request);
      await under.partner.withdraw(request);
      await under.partner.carryOut(request).catch(() => undefined);
      expect(under.effects(request)).toBeLessThanOrEqual(1);
    });
  });
}

function changed(part: PartnerPart): PartnerPart {
  switch (part.kind) {
    case 'credit':
      return { ...part, amountMinor: part.amountMinor + 1 };
    case 'replacement':
      return { ...part, quantity: part.quantity + 1 };
    case 'entitlement':
      return { ...part, entitlementId: `${part.entitlementId}_2` };
    case 'callback':
      return { ...part, deadlineSeconds: part.deadlineSeconds + 1 };
  }
}
