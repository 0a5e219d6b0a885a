import type { WifiSessionFailure } from '../../../lambdas/failures/wifi-session-failed/contract';
import { wifiSessionStories } from '../../../lambdas/failures/wifi-session-failed/stories';

/** Wi-Fi that died half-way, with some things otherwise. */
export function wifiFailure(
  change: {
    readonly customer?: Partial<WifiSessionFailure['customer']>;
    readonly purchase?: Partial<WifiSessionFailure['purchase']>;
    readonly wifi?: Partial<WifiSessionFailure['wifi']>;
  } & Partial<Pick<WifiSessionFailure, 'occurredAt'>> = {},
): WifiSessionFailure {
  const { detail } = wifiSessionStories[0];
  return {
    ...detail,
    ...change,
    customer: { ...detail.customer, ...change.customer },
    purchase: { ...detail.purchase, ...change.purchase },
    wifi: { ...detail.wifi, ...change.wifi },
  };
}
