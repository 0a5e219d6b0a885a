import type { GoodwillGivenOptions } from '../../failures/gestures/policy';
import type { Shop } from '../../shop/shop';

/** How somebody gives a customer something of their own accord. */
export interface GesturePorts {
  readonly options: GoodwillGivenOptions;
  readonly publisher: GesturePublisher;
  /** Says what customers have bought. Without it, only who had a remedy can be given something. */
  readonly shop?: Pick<Shop, 'ordersOf'> | undefined;
}

/** Puts gestures on the bus, from a source that nobody else has. */
export interface GesturePublisher {
  /** @throws where the bus did not accept the event */
  publish(detail: object): Promise<void>;
}
