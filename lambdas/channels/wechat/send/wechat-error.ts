import type { AnswerRefusal } from '../../port/answer';
import type { NetworkReply } from '../../port/ask-network';

/** The access token is not valid any more, or another one took its place. */
const noToken: ReadonlySet<number> = new Set([40_001, 40_014, 41_001, 42_001]);

/** A quota of the day or of the minute, and whatever a person has to put right at WeChat. */
const later: Readonly<Record<number, string>> = {
  45_009: 'the quota of the day is used up',
  45_011: 'it asks for fewer requests',
  48_001: 'the account lacks a right',
  48_004: 'it has blocked the interface for a while',
  50_001: 'the account lacks a right',
  61_004: 'our address is not on the list of the account',
};

const refused: Readonly<Record<number, AnswerRefusal>> = {
  /** The OpenID is of nobody, of another account, or does not follow this one. */
  40_003: 'not-reachable',
  43_004: 'not-reachable',
  43_019: 'not-reachable',
  /** The customer takes no messages of the account. */
  43_101: 'not-reachable',
  48_002: 'not-reachable',
  50_005: 'not-reachable',
  45_002: 'too-long',
  /** 48 hours are over, or the customer does not follow the account any more. */
  45_015: 'window-over',
  /** It takes five messages for one of the customer's. */
  45_047: 'already-answered',
};

/**
 * What a code of WeChat means for an answer:
 * https://developers.weixin.qq.com/doc/oplatform/developers/errCode/. Its words are not kept.
 */
export function outcomeOfWechatCode(code: number): NetworkReply {
  const why = `WeChat's error ${code}`;
  if (noToken.has(code)) return { state: 'later', why: `${why}: the access token is not valid`, isTokenOver: true };
  const waits = later[code];
  if (waits !== undefined) return { state: 'later', why: `${why}: ${waits}` };
  // It was busy, and may have done it.
  if (code === -1) return { state: 'unknown', why };
  return { state: 'refused', reason: refused[code] ?? 'rejected', why };
}
