import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { optionsOf } from '../../failures/definition/policy';
import { goodwillGivenPolicy } from '../../failures/goodwill-given/policy';
import { gestureType } from '../../model/judging/gesture';
import type { GesturePorts } from '../../operator-api/gestures/gesture-ports';
import { EventBridgeGestures } from '../../outcomes/eventbridge-gestures';
import type { OperatorApiSettings } from '../environment/environment';
import { wireShop } from '../shop/shop-wiring';
import { awsClientConfig } from '../wiring/clients';

/** Undefined where nobody gives of their own accord. */
export function gesturesOf(
  { GESTURES: overrides, EVENT_BUS_NAME, SHOP_URL, SHOP_SECRET_NAME }: OperatorApiSettings,
  bus: EventBridgeClient,
): GesturePorts | undefined {
  if (overrides === undefined) return undefined;
  const hasShop = SHOP_URL !== undefined && SHOP_SECRET_NAME !== undefined;
  return {
    options: optionsOf(gestureType, goodwillGivenPolicy, overrides),
    publisher: new EventBridgeGestures(bus, EVENT_BUS_NAME),
    shop: hasShop
      ? wireShop(new SecretsManagerClient(awsClientConfig), { SHOP_URL, SHOP_SECRET_NAME }).shop
      : undefined,
  };
}
