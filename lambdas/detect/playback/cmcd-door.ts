import { createHmac, timingSafeEqual } from 'node:crypto';
import { isSignedWith } from '../../fulfilment/http/request-signature';
import type { ReceivedSignals, SignalDoor, SignalRequest } from '../definition/signal-door';
import { cmcdReportIn, type CmcdReport } from './cmcd';
import { playerStates, sessionReportsSchema, type Report, type SessionReports } from './session-report';

/** How far the clock of a collector may be from ours. */
const toleranceSeconds = 300;

/** As many lines of one request are read. */
const mostLines = 500;

/** The query in which a player's own URL has its token. */
const tokenName = 'session';

/**
 * Event reports of CMCD version 2 (CTA-5004-B): a line for each, with a session in it. A collector of the team signs
 * the whole body, as everything else that is sent to Amends is signed. A player cannot keep a secret, so it is given a
 * URL with a token for its own session, and can speak of no other.
 */
export const cmcdDoor: SignalDoor<SessionReports> = {
  detector: 'playback',
  isSigned: ({ headers, query }) => headers['amends-signature'] !== undefined || query[tokenName] !== undefined,
  receive: (request, secret) => {
    const only = signedFor(request, secret);
    if (only === undefined) return { type: 'invalid-signature', why: 'neither the body nor the session is signed' };
    return sessionsIn(request, only);
  },
  read: (request) => sessionsIn(request, {}),
};

/** The token for one session, for the query of the URL that its player is given: `?session=…`. */
export function sessionToken(sessionId: string, secret: string): string {
  const digest = createHmac('sha256', secret).update(`session.${sessionId}`, 'utf8').digest('hex');
  return `${Buffer.from(sessionId, 'utf8').toString('base64url')}.${digest}`;
}

/** Of which sessions the request may speak: of all, of one, or of none. */
function signedFor(request: SignalRequest, secret: string): { readonly sessionId?: string } | undefined {
  const token = request.query[tokenName];
  if (token !== undefined) {
    const sessionId = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8');
    return isSame(token, sessionToken(sessionId, secret)) ? { sessionId } : undefined;
  }
  const { headers, rawBody: text, now } = request;
  const timestampSeconds = Number(headers['amends-timestamp'] ?? NaN);
  if (!(Math.abs(now.getTime() / 1000 - timestampSeconds) <= toleranceSeconds)) return undefined;
  return isSignedWith(secret, headers['amends-signature'] ?? '', { timestampSeconds, text }) ? {} : undefined;
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function sessionsIn(
  { rawBody, now }: Pick<SignalRequest, 'rawBody' | 'now'>,
  only: { readonly sessionId?: string },
): ReceivedSignals<SessionReports> {
  const lines = rawBody.split('\n').filter((line) => line.trim() !== '');
  if (lines.length > mostLines) return { type: 'invalid-payload', why: `there are more than ${mostLines} reports` };
  const reports = lines.map(cmcdReportIn);
  if (reports.includes(undefined)) return { type: 'invalid-payload', why: 'a line is no report of CMCD' };
  const bySession = new Map<string, CmcdReport[]>();
  for (const report of reports) {
    const sessionId = report?.['sid'];
    if (!report || typeof sessionId !== 'string' || report['v'] !== '2') continue;
    if (only.sessionId !== undefined && sessionId !== only.sessionId) {
      return { type: 'invalid-payload', why: 'a report is of another session than the one that was signed' };
    }
    bySession.set(sessionId, [...(bySession.get(sessionId) ?? []), report]);
  }
  const signals = [...bySession].flatMap(([sessionId, all]) => signalOf(sessionId, all, now) ?? []);
  return signals.length > 0 ? { type: 'signals', signals } : { type: 'unrelated', why: 'no report says how it plays' };
}

function signalOf(sessionId: string, all: readonly CmcdReport[], now: Date): SessionReports | undefined {
  const contentId = all.map((report) => report['cid']).find((cid) => typeof cid === 'string');
  const reports = all.flatMap((report) => reportOf(report) ?? []);
  const signal = sessionReportsSchema.safeParse({ sessionId, contentId, receivedAt: now.toISOString(), reports });
  return signal.success ? signal.data : undefined;
}

/** Undefined where it has no time: then nobody knows what it followed. */
function reportOf(report: CmcdReport): Report | undefined {
  const atMs = Number(report['ts'] ?? NaN);
  if (!Number.isSafeInteger(atMs) || atMs < 0) return undefined;
  const state = playerStates.find((known) => known === report['sta']);
  const stalledMs = longestIn(report['bsd']);
  const allStalledMs = longestIn(report['bsda']);
  const errorCode = errorIn(report['ec']);
  return {
    atMs,
    ...(state !== undefined && { state }),
    ...(report['e'] === 't' && { isBeat: true }),
    ...(report['bg'] === true && { isHidden: true }),
    ...(stalledMs !== undefined && { stalledMs }),
    ...(allStalledMs !== undefined && { allStalledMs }),
    ...(errorCode !== undefined && { errorCode }),
  };
}

/** Sound and picture stall at once, and the viewer waits once. */
function longestIn(value: CmcdReport[string] | undefined): number | undefined {
  const numbers = itemsOf(value).map(Number);
  const longest = Math.max(...numbers.filter((number) => Number.isSafeInteger(number) && number >= 0));
  return Number.isFinite(longest) ? longest : undefined;
}

function errorIn(value: CmcdReport[string] | undefined): string | undefined {
  const [code] = itemsOf(value);
  return code === undefined || code === '' ? undefined : String(code).slice(0, 100);
}

function itemsOf(value: CmcdReport[string] | undefined): readonly (string | number)[] {
  if (typeof value === 'string') return [value];
  return value === undefined || typeof value === 'boolean' ? [] : value;
}
