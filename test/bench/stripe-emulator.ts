import { setTimeout as pause } from 'node:timers/promises';
import { bodyOf } from '../../local/emulator/server/aws-json';
import { serve, type LoopbackServer } from '../../local/emulator/server/loopback-server';

export interface StripeEmulator extends LoopbackServer {
  /** How many refunds were made. */
  readonly refunds: () => number;
}

/**
 * Just enough of Stripe to make refunds: it responds after a fixed time, one key is one refund, and every charge it is
 * asked about is paid and untouched. The mock of the
 * local system is not used, because it would take longer than what is measured.
 */
export async function startStripeEmulator(answerMs: number): Promise<StripeEmulator> {
  const answers = new Map<string, string>();
  let refunds = 0;
  const server = await serve(0, (request, response) => {
    void (async () => {
      const asked = new URLSearchParams((await bodyOf(request)).toString('utf8'));
      await pause(answerMs);
      const charge = /^\/v1\/charges\/(\w+)$/.exec(request.url ?? '')?.[1];
      const key = String(request.headers['idempotency-key']);
      const answer = charge === undefined ? (answers.get(key) ?? refundOf(asked, `re_${++refunds}`)) : chargeOf(charge);
      if (charge === undefined) answers.set(key, answer);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(answer);
    })().catch(() => response.destroy());
  });
  return { ...server, refunds: () => refunds };
}

function refundOf(asked: URLSearchParams, id: string): string {
  const metadata = Object.fromEntries(
    [...asked].flatMap(([name, value]) => {
      const inner = /^metadata\[(.+)\]$/.exec(name)?.[1];
      return inner === undefined ? [] : [[inner, value]];
    }),
  );
  return JSON.stringify({
    id,
    object: 'refund',
    amount: Number(asked.get('amount')),
    charge: asked.get('charge'),
    created: 1_795_000_000,
    currency: 'gbp',
    metadata,
    status: 'succeeded',
  });
}

function chargeOf(id: string): string {
  return JSON.stringify({
    id,
    object: 'charge',
    amount: 399,
    amount_captured: 399,
    amount_refunded: 0,
    captured: true,
    currency: 'gbp',
    disputed: false,
    livemode: false,
    paid: true,
    refunded: false,
    status: 'succeeded',
  });
}
